// A client that lies: curl's headers and handshake under Chrome's user agent.

export const EXAMPLE = {
  tls: { ja4: "t13d3111h2_e8f1e7e78f70_375ca2c5e164" },
  http: {
    version: "h2",
    method: "GET",
    headers: [
      ["user-agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36"],
      ["accept", "*/*"],
    ],
  },
};
