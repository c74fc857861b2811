import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.util.VersionInfo;

/** The asynchronous client of Apache speaks HTTP/2 where the server offers it. */
public class ApacheAsync5 {
    public static void main(String[] given) throws Exception {
        if (given[0].equals("version")) {
            System.out.println(VersionInfo.loadVersionInfo("org.apache.hc.client5", null).getRelease());
            return;
        }
        Arguments asked = new Arguments(given);
        var request = SimpleRequestBuilder.create(asked.method).setUri(asked.url);
        asked.headers.forEach((name, value) -> {
            if (!name.equals("Content-Type")) request.setHeader(name, value);
        });
        if (!asked.body.isEmpty()) {
            request.setBody(asked.body, ContentType.APPLICATION_JSON);
        }
        try (var client = HttpAsyncClients.createSystem()) {
            client.start();
            client.execute(request.build(), null).get();
        }
    }
}
