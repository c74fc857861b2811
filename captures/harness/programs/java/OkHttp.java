import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

public class OkHttp {
    public static void main(String[] given) throws Exception {
        if (given[0].equals("version")) {
            System.out.println(okhttp3.internal.Version.userAgent());
            return;
        }
        Arguments asked = new Arguments(given);
        var body = asked.body.isEmpty() ? null : RequestBody.create(MediaType.get("application/json"), asked.body);
        var request = new Request.Builder().url(asked.url).method(asked.method, body);
        asked.headers.forEach(request::header);
        var client = new OkHttpClient();
        client.newCall(request.build()).execute().close();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
