// SERIES METHOD URL BODY NAME VALUE…: GNOME's libsoup; `SERIES version` prints which.
imports.gi.versions.Soup = ARGV[0];
const { Soup, GLib } = imports.gi;
const [series, method, url, body, ...named] = ARGV;
if (method === "version") {
  print(`${Soup.get_major_version()}.${Soup.get_minor_version()}.${Soup.get_micro_version()}`);
  imports.system.exit(0);
}
const message = Soup.Message.new(method, url);
const headers = series === "3.0" ? message.get_request_headers() : message.request_headers;
for (let at = 0; at < named.length; at += 2) headers.append(named[at], named[at + 1]);
// GnuTLS reads the system's authorities only.
if (series === "3.0") {
  message.connect("accept-certificate", () => true);
  if (body)
    message.set_request_body_from_bytes(
      "application/json",
      new GLib.Bytes(new TextEncoder().encode(body)),
    );
  new Soup.Session().send_and_read(message, null);
} else {
  if (body) message.set_request("application/json", Soup.MemoryUse.COPY, body);
  new Soup.Session({ ssl_strict: false }).send_message(message);
}
