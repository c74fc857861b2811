use strict;
use Furl;
use JSON::PP;
if ($ARGV[0] eq "version") { print "$Furl::VERSION\n"; exit }
my ($method, $url, $headers, $body) = @ARGV;
my @named = map { @$_ } @{decode_json($headers)};
push @named, "Content-Type", "application/json" if $body;
my $agent = Furl->new(ssl_opts => { SSL_ca_file => $ENV{SSL_CERT_FILE} });
$agent->request(method => $method, url => $url, headers => \@named, content => $body || undef)->is_success or die "failed";
