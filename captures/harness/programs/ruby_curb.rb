require "json"
require "curb"
(puts Curl::CURB_VERSION; exit) if ARGV[0] == "version"
method, url, headers, body = ARGV
named = JSON.parse(headers).to_h
named["Content-Type"] = "application/json" unless body.empty?
body = nil if body.empty?
request = Curl::Easy.new(url)
request.cacert = ENV["SSL_CERT_FILE"]
request.headers = named
body ? request.http_post(body) : request.http_get
