require "json"
require "rest-client"
(puts RestClient::VERSION; exit) if ARGV[0] == "version"
method, url, headers, body = ARGV
named = JSON.parse(headers).to_h
named["Content-Type"] = "application/json" unless body.empty?
body = nil if body.empty?
RestClient::Request.execute(method: method.downcase.to_sym, url: url, payload: body, headers: named, ssl_ca_file: ENV["SSL_CERT_FILE"])
