use strict;
use JSON::PP;
use Mojolicious;
use Mojo::UserAgent;
if ($ARGV[0] eq "version") { print "$Mojolicious::VERSION\n"; exit }
my ($method, $url, $headers, $body) = @ARGV;
my %named = map { @$_ } @{decode_json($headers)};
my $agent = Mojo::UserAgent->new(ca => $ENV{SSL_CERT_FILE});
my $request = $agent->build_tx($method, $url, \%named, $body ? (json => decode_json($body)) : ());
$agent->start($request)->result;
