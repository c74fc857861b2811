-- METHOD URL BODY NAME VALUE…: lua-http, which speaks HTTP/2 too.
if arg[1] == "version" then
  print(require("http.version").version)
  os.exit()
end
local request = require("http.request").new_from_uri(arg[2])
request.headers:upsert(":method", arg[1])
for at = 4, #arg, 2 do
  request.headers:upsert(arg[at]:lower(), arg[at + 1])
end
if arg[3] ~= "" then
  request.headers:upsert("content-type", "application/json")
  request:set_body(arg[3])
end
local answer, stream = assert(request:go(10))
stream:get_body_as_string()
