## METHOD URL BODY NAME VALUE…: Nim's own httpclient.
import std/[httpclient, net, os]

let asked = commandLineParams()
if asked[0] == "version":
  echo NimVersion
  quit()
let client = newHttpClient(sslContext = newContext(verifyMode = CVerifyPeer, caFile = getEnv("SSL_CERT_FILE")))
for at in countup(3, asked.high, 2):
  client.headers[asked[at]] = asked[at + 1]
if asked[2] != "":
  client.headers["Content-Type"] = "application/json"
discard client.request(asked[1], httpMethod = if asked[0] == "POST": HttpPost else: HttpGet, body = asked[2]).body
