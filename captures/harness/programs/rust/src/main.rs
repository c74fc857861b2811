//! The Rust HTTP clients: `rust-clients NAME METHOD URL HEADERS-JSON BODY`.
//! Roots come from SSL_CERT_FILE, added to each client's own: a switched-off
//! check would change what rustls offers in signature_algorithms.

use std::env;

type Outcome = Result<(), Box<dyn std::error::Error>>;

struct Request {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
    root_pem: Vec<u8>,
}

/// The three majors of reqwest have the same names for all that is used here.
macro_rules! reqwest_client {
    ($function:ident, $library:ident, $tls:ident) => {
        async fn $function(request: &Request) -> Outcome {
            let client = $library::Client::builder()
                .$tls()
                .add_root_certificate($library::Certificate::from_pem(&request.root_pem)?)
                .build()?;
            let method = $library::Method::from_bytes(request.method.as_bytes())?;
            let mut builder = client.request(method, &request.url);
            for (name, value) in &request.headers {
                builder = builder.header(name, value);
            }
            if !request.body.is_empty() {
                // What `.json()` does, without asking for that feature.
                builder = builder.header("content-type", "application/json").body(request.body.clone());
            }
            builder.send().await?.text().await?;
            Ok(())
        }
    };
}

reqwest_client!(reqwest11_rustls, reqwest11, use_rustls_tls);
reqwest_client!(reqwest11_native, reqwest11, use_native_tls);
reqwest_client!(reqwest12_rustls, reqwest12, use_rustls_tls);
reqwest_client!(reqwest12_native, reqwest12, use_native_tls);
reqwest_client!(reqwest13_rustls, reqwest13, use_rustls_tls);
reqwest_client!(reqwest13_native, reqwest13, use_native_tls);

async fn hyper_rustls_client(request: &Request) -> Outcome {
    use http_body_util::{BodyExt, Full};
    // Two providers are compiled in, for reqwest's sake; ring is what this feature set of
    // hyper-rustls takes alone.
    let provider = rustls::crypto::ring::default_provider();
    let connector = hyper_rustls::HttpsConnectorBuilder::new().with_provider_and_native_roots(provider)?.https_only().enable_all_versions().build();
    let executor = hyper_util::rt::TokioExecutor::new();
    let client = hyper_util::client::legacy::Client::builder(executor).build(connector);
    let mut builder = hyper::Request::builder().method(request.method.as_str()).uri(&request.url);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    if !request.body.is_empty() {
        builder = builder.header("content-type", "application/json");
    }
    let body: Full<hyper::body::Bytes> = Full::from(request.body.clone());
    client.request(builder.body(body)?).await?.into_body().collect().await?;
    Ok(())
}

async fn ureq2_client(request: &Request) -> Outcome {
    let mut call = ureq2::AgentBuilder::new().build().request(&request.method, &request.url);
    for (name, value) in &request.headers {
        call = call.set(name, value);
    }
    if request.body.is_empty() {
        call.call()?.into_string()?;
    } else {
        call.set("content-type", "application/json").send_string(&request.body)?.into_string()?;
    }
    Ok(())
}

async fn ureq3_client(request: &Request) -> Outcome {
    let root = ureq3::tls::Certificate::from_pem(&request.root_pem)?.to_owned();
    let tls = ureq3::tls::TlsConfig::builder().root_certs(ureq3::tls::RootCerts::new_with_certs(&[root])).build();
    let agent: ureq3::Agent = ureq3::Agent::config_builder().tls_config(tls).build().into();
    let mut builder = ureq3::http::Request::builder().method(request.method.as_str()).uri(&request.url);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let mut answer = if request.body.is_empty() {
        agent.run(builder.body(())?)?
    } else {
        agent.run(builder.header("content-type", "application/json").body(request.body.clone())?)?
    };
    answer.body_mut().read_to_string()?;
    Ok(())
}

async fn isahc_client(request: &Request) -> Outcome {
    use isahc::config::{CaCertificate, Configurable};
    use isahc::ReadResponseExt;
    let root = CaCertificate::file(env::var("SSL_CERT_FILE")?);
    let mut builder = isahc::Request::builder().method(request.method.as_str()).uri(&request.url).ssl_ca_certificate(root);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    if request.body.is_empty() {
        isahc::send(builder.body(())?)?.text()?;
    } else {
        isahc::send(builder.header("content-type", "application/json").body(request.body.clone())?)?.text()?;
    }
    Ok(())
}

async fn attohttpc_client(request: &Request) -> Outcome {
    let method = attohttpc::Method::from_bytes(request.method.as_bytes())?;
    let mut builder = attohttpc::RequestBuilder::try_new(method, &request.url)?;
    for (name, value) in &request.headers {
        let name = attohttpc::header::HeaderName::from_bytes(name.as_bytes())?;
        builder = builder.try_header(name, value)?;
    }
    if request.body.is_empty() {
        builder.send()?.text()?;
    } else {
        builder.try_header("content-type", "application/json")?.text(&request.body).send()?.text()?;
    }
    Ok(())
}

async fn run(name: &str, request: &Request) -> Outcome {
    match name {
        "reqwest11-rustls" => reqwest11_rustls(request).await,
        "reqwest11-native-tls" => reqwest11_native(request).await,
        "reqwest12-rustls" => reqwest12_rustls(request).await,
        "reqwest12-native-tls" => reqwest12_native(request).await,
        "reqwest13-rustls" => reqwest13_rustls(request).await,
        "reqwest13-native-tls" => reqwest13_native(request).await,
        "hyper-rustls" => hyper_rustls_client(request).await,
        "ureq2" => ureq2_client(request).await,
        "ureq3" => ureq3_client(request).await,
        "isahc" => isahc_client(request).await,
        "attohttpc" => attohttpc_client(request).await,
        _ => Err(format!("no client called {name}").into()),
    }
}

/// The release of a package in the lock file, as built in; the first that starts so where there are
/// several.
fn version(package: &str, series: &str) -> Option<&'static str> {
    let mut entries = include_str!("../Cargo.lock").split("[[package]]");
    entries.find_map(|entry| {
        let found = entry.split_once(&format!("name = \"{package}\"\nversion = \""))?.1.split('"').next()?;
        let wanted = if package == "reqwest" { format!("0.{series}.") } else { series.to_string() };
        found.starts_with(&wanted).then_some(found)
    })
}

fn main() -> Outcome {
    let given: Vec<String> = env::args().collect();
    if let [_, asked, package, series] = given.as_slice() {
        println!("{} {}", asked, version(package, series).ok_or("not in the lock file")?);
        return Ok(());
    }
    let [_, name, method, url, headers, body] = given.as_slice() else {
        return Err("usage: rust-clients NAME METHOD URL HEADERS-JSON BODY".into());
    };
    let request = Request {
        method: method.clone(),
        url: url.clone(),
        headers: serde_json::from_str(headers)?,
        body: body.clone(),
        root_pem: std::fs::read(env::var("SSL_CERT_FILE")?)?,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(name, &request))
}
