require "json"
require "httpclient"
(puts HTTPClient::VERSION; exit) if ARGV[0] == "version"
method, url, headers, body = ARGV
named = JSON.parse(headers).to_h
named["Content-Type"] = "application/json" unless body.empty?
body = nil if body.empty?
client = HTTPClient.new
# It brings its own roots and looks nowhere else.
client.ssl_config.add_trust_ca(ENV["SSL_CERT_FILE"])
client.request(method, url, body: body, header: named)
