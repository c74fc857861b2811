require "json"
require "net/http"
(puts RUBY_VERSION; exit) if ARGV[0] == "version"
method, url, headers, body = ARGV
named = JSON.parse(headers).to_h
named["Content-Type"] = "application/json" unless body.empty?
uri = URI(url)
Net::HTTP.start(uri.host, uri.port, use_ssl: true) do |http|
  http.send_request(method, uri.path, body.empty? ? nil : body, named.empty? ? nil : named)
end
