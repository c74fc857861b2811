import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;
import org.apache.http.util.VersionInfo;

public class ApacheClient4 {
    public static void main(String[] given) throws Exception {
        if (given[0].equals("version")) {
            System.out.println(VersionInfo.loadVersionInfo("org.apache.http.client", null).getRelease());
            return;
        }
        Arguments asked = new Arguments(given);
        var request = RequestBuilder.create(asked.method).setUri(asked.url);
        asked.headers.forEach((name, value) -> {
            if (!name.equals("Content-Type")) request.setHeader(name, value);
        });
        if (!asked.body.isEmpty()) {
            request.setEntity(new StringEntity(asked.body, ContentType.APPLICATION_JSON));
        }
        try (var client = HttpClients.createSystem()) {
            EntityUtils.consume(client.execute(request.build()).getEntity());
        }
    }
}
