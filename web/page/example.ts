// A spoofed client: the handshake, HTTP/2 and headers of curl 7.88 with Chrome's user agent.

export const EXAMPLE = {
  tls: { ja4: "t13d3112h2_e8f1e7e78f70_b26ce05bbdd6" },
  http2: { akamai_fingerprint: "3:100;4:10485760;2:0|1048510465|0|m,p,s,a" },
  http: {
    version: "h2",
    method: "GET",
    headers: [
      [
        "user-agent",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) " +
          "Chrome/150.0.0.0 Safari/537.36",
      ],
      ["accept", "*/*"],
    ],
  },
};
