"""Java: the JDK's two clients by runtime, and the libraries that Debian packages."""

from harness.client import Client, library, run_program
from harness.scenarios import EVERY
from harness.tools import Tools

RUNTIMES = ("11", "21", "25")
JARS = "/usr/share/java"
APACHE4 = ("httpclient", "httpcore", "commons-logging", "commons-codec")
APACHE5 = ("httpclient5", "httpcore5", "httpcore5-h2", "slf4j-api", "commons-codec")
OKHTTP = ("okhttp", "okio")


def clients(tools: Tools) -> list[Client]:
    def driver(
        name: str,
        program: str,
        java: str,
        jars: tuple[str, ...] = (),
        build: str = "",
        label: str = "java",
    ) -> Client:
        path = ":".join([tools.path("java"), *(f"{JARS}/{jar}.jar" for jar in jars)])
        # Java takes a company's authority as a trust store, never from the environment.
        trust = [
            "-Djavax.net.ssl.trustStore={folder}/trust.p12",
            "-Djavax.net.ssl.trustStorePassword=changeit",
            "-Djdk.net.hosts.file={folder}/hosts",
        ]
        return Client(
            name,
            [java, "-cp", path, program, "version"],
            run_program([java, *trust, "-cp", path, program]),
            library(label),
            build=build,
            scenarios=EVERY,
            version_pattern=r"(\d+\.[\d.]+)",
            # The TLS of a library here is its JDK's.
            host="site.localhost",
            variant=build.split("-")[0] if jars else "",
        )

    found = []
    for version, java in {
        "17": "java",
        **{version: tools.path(f"java-{version}", "bin", "java") for version in RUNTIMES},
    }.items():
        found.append(driver("java-http-client", "JdkHttpClient", java, build=f"jdk{version}"))
        found.append(driver("java-url-connection", "UrlConnection", java, build=f"jdk{version}"))
        found.append(
            driver("okhttp", "OkHttp", java, OKHTTP, build=f"jdk{version}", label="okhttp")
        )
        found.append(
            driver(
                "apache-httpclient", "ApacheClient5", java, APACHE5, build=f"jdk{version}-classic"
            )
        )
    found.append(
        driver("apache-httpclient", "ApacheClient4", "java", APACHE4, build="jdk17-classic")
    )
    found.append(driver("apache-httpclient", "ApacheAsync5", "java", APACHE5, build="jdk17-async"))
    return found
