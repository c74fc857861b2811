require "json"
require "httparty"
(puts HTTParty::VERSION; exit) if ARGV[0] == "version"
method, url, headers, body = ARGV
named = JSON.parse(headers).to_h
named["Content-Type"] = "application/json" unless body.empty?
body = nil if body.empty?
HTTParty.send(method.downcase, url, headers: named, body: body)
