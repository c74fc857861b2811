use strict;
use JSON::PP;
use LWP::UserAgent;
use HTTP::Request;
if ($ARGV[0] eq "version") { print "$LWP::UserAgent::VERSION\n"; exit }
my ($method, $url, $headers, $body) = @ARGV;
my $request = HTTP::Request->new($method, $url);
$request->header(@$_) for @{decode_json($headers)};
if ($body) { $request->header("Content-Type", "application/json"); $request->content($body) }
LWP::UserAgent->new->request($request)->is_success or die "failed";
