//! The service inside the test process, on port 0, stopped when the test is done.

use std::thread::{self, JoinHandle};

use fingerprint_api::config::Config;
use fingerprint_api::server::{Server, StopHandle};

use crate::client::Client;

/// A running service.
pub(crate) struct Service {
    pub port: u16,
    pub metrics_port: u16,
    pub sensor_port: Option<u16>,
    stop: StopHandle,
    thread: Option<JoinHandle<()>>,
}

/// Settings that tests start from: any port, one worker, no waiting at the end.
pub(crate) fn settings() -> Config {
    let mut config = Config::default();
    config.http.listen = ([127, 0, 0, 1], 0).into();
    config.http.workers = 2;
    config.http.shutdown_lead_ms = 0;
    config.http.shutdown_grace_seconds = 5;
    config.inference.threads = 1;
    config
}

impl Service {
    /// Starts with these settings.
    pub(crate) fn start(config: Config) -> Self {
        let (sender, receiver) = std::sync::mpsc::channel();
        let thread = thread::spawn(move || {
            let server = Server::build(config).unwrap();
            sender
                .send((
                    server.port(),
                    server.metrics_port(),
                    server.sensor_port(),
                    server.stop_handle(),
                ))
                .unwrap();
            actix_web::rt::System::new().block_on(server.run_until_stopped()).unwrap();
        });
        let (port, metrics_port, sensor_port, stop) = receiver.recv().unwrap();
        Self { port, metrics_port, sensor_port, stop, thread: Some(thread) }
    }

    /// Starts and waits until the models are ready.
    pub(crate) async fn ready(config: Config) -> (Self, Client) {
        let service = Self::start(config);
        let client = Client::at_port(service.port);
        client.wait_until_ready().await;
        (service, client)
    }

    pub(crate) fn stop(&self) {
        self.stop.stop();
    }

    /// Waits until it has stopped.
    pub(crate) fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.stop();
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || thread::panicking(), "the service panicked");
        }
    }
}
