// WHICH METHOD URL BODY NAME VALUE…: Mono's HttpClient or the older HttpWebRequest, on the BoringSSL that Mono brings.
using System;
using System.Net;
using System.Net.Http;
using System.Text;

static class Client {
    static int Main(string[] asked) {
        if (asked[0] == "version") {
            Console.WriteLine(Type.GetType("Mono.Runtime").GetMethod("GetDisplayName", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static).Invoke(null, null));
            return 0;
        }
        ServicePointManager.ServerCertificateValidationCallback = (sender, certificate, chain, errors) => true;
        if (asked[0] == "httpclient") {
            ByHttpClient(asked);
        } else {
            ByWebRequest(asked);
        }
        return 0;
    }

    static void ByHttpClient(string[] asked) {
        using (var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true })
        using (var client = new HttpClient(trusting))
        using (var request = new HttpRequestMessage(new HttpMethod(asked[1]), asked[2])) {
            if (asked[3] != "") request.Content = new StringContent(asked[3], Encoding.UTF8, "application/json");
            for (var at = 4; at < asked.Length; at += 2) request.Headers.TryAddWithoutValidation(asked[at], asked[at + 1]);
            client.SendAsync(request).Result.Content.ReadAsStringAsync().Wait();
        }
    }

    static void ByWebRequest(string[] asked) {
        var request = (HttpWebRequest)WebRequest.Create(asked[2]);
        request.Method = asked[1];
        for (var at = 4; at < asked.Length; at += 2) {
            var name = asked[at].ToLowerInvariant();
            if (name == "user-agent") request.UserAgent = asked[at + 1];
            else if (name == "accept") request.Accept = asked[at + 1];
            else request.Headers[asked[at]] = asked[at + 1];
        }
        if (asked[3] != "") {
            request.ContentType = "application/json";
            var body = Encoding.UTF8.GetBytes(asked[3]);
            using (var stream = request.GetRequestStream()) stream.Write(body, 0, body.Length);
        }
        request.GetResponse().Close();
    }
}
