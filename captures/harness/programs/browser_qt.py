"""URL: a window with QtWebEngine's Chromium in it and nothing else; `version` prints the Chromium
inside."""

import os
import sys

# As for Chromium itself (clients/chromium.py): the certificate, the sandbox of
# a superuser, UDP, and its maker's services.
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = (
    "--no-sandbox --ignore-certificate-errors --disable-quic --disable-background-networking"
)

try:
    from PyQt6.QtCore import QUrl
    from PyQt6.QtWebEngineWidgets import QWebEngineView
    from PyQt6.QtWidgets import QApplication
except ImportError:
    from PyQt5.QtCore import QUrl
    from PyQt5.QtWebEngineWidgets import QWebEnginePage, QWebEngineView
    from PyQt5.QtWidgets import QApplication

    class TrustingPage(QWebEnginePage):
        """Before 5.15 the switch is not enough: the application is asked."""

        def certificateError(self, error) -> bool:  # noqa: N802 - Qt's name
            return True
else:
    TrustingPage = None

application = QApplication(sys.argv[:1])
view = QWebEngineView()
if TrustingPage:
    view.setPage(TrustingPage(view))
if sys.argv[1] == "version":
    print(view.page().profile().httpUserAgent())
    sys.stdout.flush()
    # Its shutdown is known to crash; nothing is left to do.
    os._exit(0)
view.load(QUrl(sys.argv[1]))
view.show()
application.exec() if hasattr(application, "exec") else application.exec_()
