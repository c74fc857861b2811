"""A stand-in for what only a cluster has: kube-state-metrics, the kubelet with its cAdvisor, the API
server and cert-manager, by the names and labels that their documentation gives, with values that
the test sets. Everything else on the live stack is real."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STARTED = time.time()
MEBIBYTE = 1 << 20


class Cluster:
    """Values are per (namespace, pod); a test changes them to make a fault."""

    def __init__(self, namespaces):
        self.pods = {}
        for namespace in namespaces:
            self.pods[(namespace, "fingerprint-api-0", "fingerprint-api")] = self._pod()
        self.pods[("fingerprint", "redis-0", "redis")] = self._pod()
        self.pods[("pushgateway", "pushgateway-0", "pushgateway")] = self._pod()
        self.volume_used = {"fingerprint": 100, "stuffed": 100}
        # Pods without a Deployment are nobody's absence.
        self.replicas = {namespace: [3, 3] for namespace in namespaces if namespace != "idle"}
        self.scaled = dict.fromkeys(namespaces, 3)
        self.certificate_seconds = 60 * 86400
        self.reachable = True
        self.metric_missing = self.inactive = False
        self.backup_age = 0
        self._servers = []

    @staticmethod
    def _pod():
        return {
            "cores": 0.2,
            "cpu": 0.0,
            "since": time.time(),
            "memory": 100 * MEBIBYTE,
            "restarts": 0,
        }

    def busy(self, key, cores):
        """CPU seconds go on from where they are, at another pace."""
        pod = self.pods[key]
        now = time.time()
        pod["cpu"] += (now - pod["since"]) * pod["cores"]
        pod["since"], pod["cores"] = now, cores

    def serve(self, *paths):
        """Serves {path: text} pages on a port of their own and returns it."""
        pages = dict(paths)

        class Pages(BaseHTTPRequestHandler):
            def do_GET(self):
                page = pages.get(self.path.split("?")[0])
                try:
                    self.send_response(200 if page else 404)
                    self.send_header("content-type", "text/plain; version=0.0.4")
                    self.end_headers()
                    if page:
                        self.wfile.write("\n".join(page()).encode() + b"\n")
                except ConnectionError:
                    # A scrape that was given up; the next one comes.
                    pass

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._servers.append(server)
        return server.server_address[1]

    def kube_state_metrics(self):
        for (namespace, pod, container), state in self.pods.items():
            labels = f'namespace="{namespace}",pod="{pod}",container="{container}"'
            yield f"kube_pod_container_status_restarts_total{{{labels}}} {state['restarts']}"
            yield f'kube_pod_container_resource_limits{{{labels},resource="cpu",unit="core"}} 2'
            yield f'kube_pod_container_resource_limits{{{labels},resource="memory",unit="byte"}} {2048 * MEBIBYTE}'
            yield f'kube_pod_status_phase{{namespace="{namespace}",pod="{pod}",phase="Running"}} 1'
            yield f'kube_pod_status_phase{{namespace="{namespace}",pod="{pod}",phase="Pending"}} 0'
            waiting = f'namespace="{namespace}",pod="{pod}",container="{container}",reason="ContainerCreating"'
            yield f"kube_pod_container_status_waiting_reason{{{waiting}}} 0"
            yield f"kube_pod_init_container_status_waiting_reason{{{waiting}}} 0"
            yield f'kube_pod_init_container_status_restarts_total{{namespace="{namespace}",pod="{pod}",container="models"}} 0'
            yield f'kube_pod_status_ready{{namespace="{namespace}",pod="{pod}",condition="true"}} 1'
        for namespace, (wanted, available) in self.replicas.items():
            if available < wanted:
                yield f'kube_pod_status_phase{{namespace="{namespace}",pod="waiting",phase="Pending"}} 1'
            labels = f'namespace="{namespace}",deployment="fingerprint-api"'
            yield f"kube_deployment_spec_replicas{{{labels}}} {wanted}"
            yield f"kube_deployment_status_replicas_available{{{labels}}} {available}"
        for namespace, replicas in self.scaled.items():
            labels = f'namespace="{namespace}",horizontalpodautoscaler="fingerprint-api"'
            yield f"kube_horizontalpodautoscaler_spec_max_replicas{{{labels}}} 10"
            yield f"kube_horizontalpodautoscaler_spec_min_replicas{{{labels}}} 3"
            yield f"kube_horizontalpodautoscaler_status_current_replicas{{{labels}}} {replicas}"
            yield f"kube_horizontalpodautoscaler_status_desired_replicas{{{labels}}} {replicas}"
            for metric in ("cpu", "memory", "http_requests_per_second"):
                of_metric = f'{labels},metric_name="{metric}",metric_target_type="average"'
                yield f"kube_horizontalpodautoscaler_spec_target_metric{{{of_metric}}} 100"
                if not (self.metric_missing and metric.startswith("http")):
                    yield f"kube_horizontalpodautoscaler_status_target_metric{{{of_metric}}} 50"
            inactive = f'{labels},condition="ScalingActive",status="false"'
            yield f"kube_horizontalpodautoscaler_status_condition{{{inactive}}} {int(self.inactive)}"
        cronjob = 'namespace="fingerprint",cronjob="redis-backup"'
        yield f"kube_cronjob_created{{{cronjob}}} {STARTED}"
        yield f"kube_cronjob_status_last_successful_time{{{cronjob}}} {time.time() - self.backup_age}"
        yield 'kube_job_status_failed{namespace="fingerprint",job_name="redis-backup-1"} 0'
        yield 'kube_node_status_condition{node="node-1",condition="Ready",status="true"} 1'

    def cadvisor(self):
        now = time.time()
        for (namespace, pod, container), state in self.pods.items():
            cpu = state["cpu"] + (now - state["since"]) * state["cores"]
            # The sandbox and the pod's whole cgroup come along, as in life.
            for name in (container, "", "POD"):
                labels = f'namespace="{namespace}",pod="{pod}",container="{name}"'
                yield f'container_cpu_usage_seconds_total{{{labels},cpu="total"}} {cpu}'
                yield f"container_memory_working_set_bytes{{{labels}}} {state['memory']}"
                yield f"container_cpu_cfs_throttled_periods_total{{{labels}}} 0"
                yield f"container_cpu_cfs_periods_total{{{labels}}} {int(now - STARTED) * 10}"

    def kubelet(self):
        for namespace, used in self.volume_used.items():
            labels = f'namespace="{namespace}",persistentvolumeclaim="redis-data"'
            yield f"kubelet_volume_stats_used_bytes{{{labels}}} {used}"
            yield f"kubelet_volume_stats_available_bytes{{{labels}}} {1000 - used}"
            yield f"kubelet_volume_stats_capacity_bytes{{{labels}}} 1000"

    def api_server(self):
        yield f'apiserver_request_total{{verb="GET",code="200"}} {int((time.time() - STARTED) * 10)}'

    def cert_manager(self):
        expires = time.time() + self.certificate_seconds
        yield f'certmanager_certificate_expiration_timestamp_seconds{{namespace="fingerprint",name="fingerprint-tls"}} {expires}'

    def probe(self):
        yield f"probe_success {int(self.reachable)}"
        yield "probe_duration_seconds 0.02"
        yield f"probe_http_status_code {200 if self.reachable else 503}"
        yield f"probe_ssl_earliest_cert_expiry {time.time() + self.certificate_seconds}"

    def other_pod(self):
        yield "coredns_build_info 1"

    def stop(self):
        for server in self._servers:
            server.shutdown()
            server.server_close()
