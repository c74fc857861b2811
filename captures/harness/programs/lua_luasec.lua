-- METHOD URL BODY NAME VALUE…: LuaSocket's HTTP on LuaSec.
local https = require("ssl.https")
if arg[1] == "version" then
  print(https._VERSION)
  os.exit()
end
local ltn12 = require("ltn12")
local headers = {}
for at = 4, #arg, 2 do
  headers[arg[at]] = arg[at + 1]
end
if arg[3] ~= "" then
  headers["content-type"] = "application/json"
  headers["content-length"] = tostring(#arg[3])
end
assert(https.request({ method = arg[1], url = arg[2], headers = headers, source = arg[3] ~= "" and ltn12.source.string(arg[3]) or nil }))
