require "json"
require "excon"
(puts Excon::VERSION; exit) if ARGV[0] == "version"
method, url, headers, body = ARGV
named = JSON.parse(headers).to_h
named["Content-Type"] = "application/json" unless body.empty?
body = nil if body.empty?
Excon.new(url, ssl_ca_file: ENV["SSL_CERT_FILE"]).request(method: method, headers: named, body: body)
