require "json"
require "net/http/persistent"
(puts Net::HTTP::Persistent::VERSION; exit) if ARGV[0] == "version"
method, url, headers, body = ARGV
named = JSON.parse(headers).to_h
named["Content-Type"] = "application/json" unless body.empty?
body = nil if body.empty?
uri = URI(url)
request = (body ? Net::HTTP::Post : Net::HTTP::Get).new(uri, named)
request.body = body
Net::HTTP::Persistent.new.request(uri, request)
