"""PROFILE AUTHORITY URL USER-AGENT LANGUAGE SWITCH…: a new profile that trusts the capture
authority, then Firefox."""

import json
import os
import pathlib
import subprocess
import sys

profile, authority, url, user_agent, language, *switches = sys.argv[1:]
folder = pathlib.Path(profile)
folder.mkdir(parents=True, exist_ok=True)
# None of these changes TLS, HTTP/2 or the headers of a page load: they stop
# Firefox from talking to its maker and from opening a first-run page.
preferences = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.contentblocking.report.lockwise.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.url": "",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "trailhead.firstrun.didSeeAboutWelcome": True,
}
if user_agent:
    preferences["general.useragent.override"] = user_agent
if language:
    preferences["intl.accept_languages"] = language
# JSON writes booleans, numbers and strings as a preferences file wants them.
lines = (f'user_pref("{name}", {json.dumps(value)});' for name, value in preferences.items())
(folder / "user.js").write_text("\n".join(lines) + "\n")
subprocess.run(["certutil", "-N", "-d", f"sql:{profile}", "--empty-password"], check=True)
subprocess.run(
    ["certutil", "-A", "-n", "capture", "-t", "C,,", "-i", authority, "-d", f"sql:{profile}"],
    check=True,
)
os.execvp("firefox-esr", ["firefox-esr", "--no-remote", "--profile", profile, *switches, url])
