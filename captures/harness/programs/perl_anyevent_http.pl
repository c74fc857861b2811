use strict;
use AnyEvent;
use AnyEvent::HTTP;
use JSON::PP;
if ($ARGV[0] eq "version") { print "$AnyEvent::HTTP::VERSION\n"; exit }
my ($method, $url, $headers, $body) = @ARGV;
my %named = map { @$_ } @{decode_json($headers)};
$named{"content-type"} = "application/json" if $body;
my $done = AnyEvent->condvar;
http_request $method => $url, headers => \%named, $body ? (body => $body) : (), sub { $done->send };
$done->recv;
