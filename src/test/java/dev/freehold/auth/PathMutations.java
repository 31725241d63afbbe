package dev.freehold.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Other ways to write a request, which must not find a way round the access check. */
final class PathMutations {

    /** A request line and headers. */
    record Request(String method, String target, List<String> headers) {}

    private PathMutations() {}

    /** By a name; the first is the request as it should be. */
    static Map<String, Request> of(String method, String path) {
        Map<String, Request> all = new LinkedHashMap<>();
        all.put("as is", new Request(method, path, List.of("Host: localhost")));
        spellings(path)
                .forEach((name, target) -> all.put(name, new Request(method, target, List.of("Host: localhost"))));
        for (String header : List.of(
                "Host: evil.example",
                "Host: localhost:9000",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Prefix: /x",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-User: admin",
                "X-Original-URL: /q/health",
                "X-Rewrite-URL: /q/health",
                "Forwarded: for=127.0.0.1;host=localhost")) {
            all.put(header, new Request(method, path, host(header)));
        }
        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            all.put(header, new Request("GET", path, host(header + ": " + method)));
            all.put(header + " back", new Request(method, path, host(header + ": OPTIONS")));
        }
        all.put("_method", new Request("POST", path + "?_method=" + method, List.of("Host: localhost")));
        for (String other :
                List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "FOO")) {
            all.putIfAbsent("method " + other, new Request(other, path, List.of("Host: localhost")));
        }
        return all;
    }

    private static List<String> host(String header) {
        List<String> headers = new ArrayList<>(List.of(header));
        if (!header.startsWith("Host:")) {
            headers.add("Host: localhost");
        }
        return headers;
    }

    private static Map<String, String> spellings(String path) {
        int second = Math.max(0, path.indexOf('/', 1));
        String head = path.substring(0, second);
        String tail = path.substring(second);
        String last = path.substring(path.lastIndexOf('/'));
        Map<String, String> spellings = new LinkedHashMap<>();
        List<Entry<String, String>> entries = List.of(
                Map.entry("slash at the end", path + "/"),
                Map.entry("slashes at the end", path + "//"),
                Map.entry("double slash first", "/" + path),
                Map.entry("double slash inside", head + "/" + tail),
                Map.entry("dot first", "/." + path),
                Map.entry("dot inside", head + "/." + tail),
                Map.entry("dot segment at the end", path + "/."),
                Map.entry("up and down first", "/x/.." + path),
                Map.entry("up and down inside", head + "/x/.." + tail),
                Map.entry("up and down at the end", path + "/.." + last),
                Map.entry("up beyond the root", "/../.." + path),
                Map.entry("matrix at the end", path + ";x=1"),
                Map.entry("bare semicolon", path + ";"),
                Map.entry("matrix inside", head + ";x=1" + tail),
                Map.entry("matrix with a slash", head + ";x=/" + tail),
                Map.entry("matrix up and down", "/x/..;/" + path.substring(1)),
                Map.entry("encoded semicolon", path + "%3bx=1"),
                Map.entry("NUL", path + "%00"),
                Map.entry("NUL and suffix", path + "%00.html"),
                Map.entry("blank", path + "%20"),
                Map.entry("tab", path + "%09"),
                Map.entry("line break", path + "%0d%0aX-Role:%20admin"),
                Map.entry("encoded slash at the end", path + "%2f"),
                Map.entry("encoded slash inside", head + "%2f" + tail.substring(1)),
                Map.entry("encoded slash upper case", head + "%2F" + tail.substring(1)),
                Map.entry("encoded slash twice", head + "%252f" + tail.substring(1)),
                Map.entry("encoded backslash", head + "%5c" + tail.substring(1)),
                Map.entry("backslash", head + "\\" + tail.substring(1)),
                Map.entry("overlong slash", head + "%c0%af" + tail.substring(1)),
                Map.entry("wide slash", head + "%ef%bc%8f" + tail.substring(1)),
                Map.entry("encoded dot", "/%2e" + path),
                Map.entry("encoded dots", "/x/%2e%2e" + path),
                Map.entry("encoded dots upper case", "/x/%2E%2E" + path),
                Map.entry("half encoded dots", "/x/.%2e" + path),
                Map.entry("encoded dots and slash", "/x/..%2f" + path.substring(1)),
                Map.entry("encoded dots twice", "/x/%252e%252e" + path),
                Map.entry("encoded letter", "/" + hex(path.charAt(1)) + path.substring(2)),
                Map.entry("encoded letters", letters(path)),
                Map.entry("upper case", path.toUpperCase(java.util.Locale.ROOT)),
                Map.entry("capital", "/" + Character.toUpperCase(path.charAt(1)) + path.substring(2)),
                Map.entry("dot at the end", path + "."),
                Map.entry("suffix", path + ".json"),
                Map.entry("query", path + "?x=1"),
                Map.entry("fragment", path + "#x"),
                Map.entry("encoded query", path + "%3fx=1"),
                Map.entry("encoded fragment", path + "%23x"),
                Map.entry("bad escape", path + "%zz"),
                Map.entry("absolute form", "http://localhost" + path),
                Map.entry("absolute form elsewhere", "http://evil.example" + path),
                Map.entry("no slash first", path.substring(1)),
                Map.entry("star", "*"));
        entries.forEach(entry -> spellings.put(entry.getKey(), entry.getValue()));
        return spellings;
    }

    private static String letters(String path) {
        StringBuilder written = new StringBuilder();
        path.chars().forEach(c -> written.append(c == '/' ? "/" : hex((char) c)));
        return written.toString();
    }

    private static String hex(char c) {
        return "%%%02x".formatted((int) c);
    }
}
