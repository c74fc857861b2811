require "json"
require "typhoeus"
(puts Typhoeus::VERSION; exit) if ARGV[0] == "version"
method, url, headers, body = ARGV
named = JSON.parse(headers).to_h
named["Content-Type"] = "application/json" unless body.empty?
body = nil if body.empty?
Typhoeus::Request.new(url, method: method.downcase.to_sym, headers: named, body: body, cainfo: ENV["SSL_CERT_FILE"]).run
