use strict;
use HTTP::Tiny;
use JSON::PP;
if ($ARGV[0] eq "version") { print "$HTTP::Tiny::VERSION\n"; exit }
my ($method, $url, $headers, $body) = @ARGV;
my %named = map { @$_ } @{decode_json($headers)};
$named{"content-type"} = "application/json" if $body;
my $answer = HTTP::Tiny->new(verify_SSL => 1)->request($method, $url, { headers => \%named, $body ? (content => $body) : () });
$answer->{success} or die $answer->{content};
