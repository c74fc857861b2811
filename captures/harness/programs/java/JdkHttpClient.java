import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class JdkHttpClient {
    public static void main(String[] given) throws Exception {
        if (given[0].equals("version")) {
            System.out.println(System.getProperty("java.version"));
            return;
        }
        Arguments asked = new Arguments(given);
        var body = asked.body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(asked.body);
        var request = HttpRequest.newBuilder(URI.create(asked.url)).method(asked.method, body);
        asked.headers.forEach(request::header);
        // -Dprotocol=HTTP_1_1 for a client that is told to speak no other.
        var protocol = HttpClient.Version.valueOf(System.getProperty("protocol", "HTTP_2"));
        var client = HttpClient.newBuilder().version(protocol).build();
        System.out.println(client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }
}
