<?php
if ($argv[1] === "version") { echo PHP_VERSION, " curl ", curl_version()["version"], "\n"; exit; }
[, $method, $url, $headers, $body] = $argv;
$lines = array_map(fn ($pair) => "$pair[0]: $pair[1]", json_decode($headers));
$handle = curl_init($url);
curl_setopt_array($handle, [CURLOPT_CAINFO => getenv("SSL_CERT_FILE"), CURLOPT_RETURNTRANSFER => true]);
if ($body !== "") {
    $lines[] = "Content-Type: application/json";
    curl_setopt($handle, CURLOPT_POSTFIELDS, $body);
}
curl_setopt($handle, CURLOPT_HTTPHEADER, $lines);
curl_exec($handle) === false && exit(1);
