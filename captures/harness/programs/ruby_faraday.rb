require "json"
require "faraday"
(puts Faraday::VERSION; exit) if ARGV[0] == "version"
method, url, headers, body = ARGV
named = JSON.parse(headers).to_h
named["Content-Type"] = "application/json" unless body.empty?
body = nil if body.empty?
Faraday.run_request(method.downcase.to_sym, url, body, named)
