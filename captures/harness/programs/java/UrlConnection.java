import java.net.HttpURLConnection;
import java.net.URI;

public class UrlConnection {
    public static void main(String[] given) throws Exception {
        if (given[0].equals("version")) {
            System.out.println(System.getProperty("java.version"));
            return;
        }
        Arguments asked = new Arguments(given);
        var connection = (HttpURLConnection) URI.create(asked.url).toURL().openConnection();
        connection.setRequestMethod(asked.method);
        asked.headers.forEach(connection::setRequestProperty);
        if (!asked.body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(asked.body.getBytes());
        }
        connection.getInputStream().readAllBytes();
    }
}
