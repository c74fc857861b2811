"""Java: the JDK's two clients by runtime, and the libraries that Debian packages."""

from dataclasses import dataclass

from harness.client import Client, library, run_program
from harness.scenarios import EVERY
from harness.tools import Tools

RUNTIMES = ("11", "21", "25")
JARS = "/usr/share/java"
APACHE4_JARS = ("httpclient", "httpcore", "commons-logging", "commons-codec")
APACHE5_JARS = ("httpclient5", "httpcore5", "httpcore5-h2", "slf4j-api", "commons-codec")
# Java takes a company's authority as a trust store, never from the environment.
TRUST = (
    "-Djavax.net.ssl.trustStore={folder}/trust.p12",
    "-Djavax.net.ssl.trustStorePassword=changeit",
    "-Djdk.net.hosts.file={folder}/hosts",
)


@dataclass(frozen=True)
class Program:
    name: str
    # In programs/java.
    main: str
    jars: tuple[str, ...] = ()
    label: str = "java"


HTTP_CLIENT = Program("java-http-client", "JdkHttpClient")
URL_CONNECTION = Program("java-url-connection", "UrlConnection")
OKHTTP = Program("okhttp", "OkHttp", ("okhttp", "okio"), "okhttp")
APACHE4 = Program("apache-httpclient", "ApacheClient4", APACHE4_JARS)
APACHE5 = Program("apache-httpclient", "ApacheClient5", APACHE5_JARS)
APACHE5_ASYNC = Program("apache-httpclient", "ApacheAsync5", APACHE5_JARS)


def clients(tools: Tools) -> list[Client]:
    def driver(program: Program, java: str, build: str) -> Client:
        path = ":".join([tools.path("java"), *(f"{JARS}/{jar}.jar" for jar in program.jars)])
        return Client(
            program.name,
            [java, "-cp", path, program.main, "version"],
            run_program([java, *TRUST, "-cp", path, program.main]),
            library(program.label),
            build=build,
            scenarios=EVERY,
            version_pattern=r"(\d+\.[\d.]+)",
            # The TLS of a library here is its JDK's.
            host="site.localhost",
            variant=build.split("-")[0] if program.jars else "",
        )

    runtimes = {"17": "java"}
    runtimes |= {version: tools.path(f"java-{version}", "bin", "java") for version in RUNTIMES}
    found = []
    for version, java in runtimes.items():
        for program in (HTTP_CLIENT, URL_CONNECTION, OKHTTP):
            found.append(driver(program, java, f"jdk{version}"))
        found.append(driver(APACHE5, java, f"jdk{version}-classic"))
    found.append(driver(APACHE4, "java", "jdk17-classic"))
    found.append(driver(APACHE5_ASYNC, "java", "jdk17-async"))
    return found
