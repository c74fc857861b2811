import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** METHOD URL HEADERS-JSON BODY, as every program of this folder takes them. */
final class Arguments {
    final String method;
    final String url;
    final Map<String, String> headers = new LinkedHashMap<>();
    final String body;

    Arguments(String[] given) {
        method = given[0];
        url = given[1];
        body = given[3];
        // No JSON reader in the JDK; the harness writes nothing harder than this.
        Matcher pair = Pattern.compile("\\[\"((?:[^\"\\\\]|\\\\.)*)\", *\"((?:[^\"\\\\]|\\\\.)*)\"\\]").matcher(given[2]);
        while (pair.find()) {
            headers.put(pair.group(1), pair.group(2).replace("\\\"", "\"").replace("\\\\", "\\"));
        }
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
    }
}
