import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.VersionInfo;

public class ApacheClient5 {
    public static void main(String[] given) throws Exception {
        if (given[0].equals("version")) {
            System.out.println(VersionInfo.loadVersionInfo("org.apache.hc.client5", null).getRelease());
            return;
        }
        Arguments asked = new Arguments(given);
        var request = ClassicRequestBuilder.create(asked.method).setUri(asked.url);
        asked.headers.forEach((name, value) -> {
            if (!name.equals("Content-Type")) request.setHeader(name, value);
        });
        if (!asked.body.isEmpty()) {
            request.setEntity(asked.body, ContentType.APPLICATION_JSON);
        }
        try (var client = HttpClients.createSystem()) {
            client.execute(request.build(), answer -> {
                EntityUtils.consume(answer.getEntity());
                return null;
            });
        }
    }
}
