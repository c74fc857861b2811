# METHOD URL BODY NAME VALUE…: Tcl's http package on tcl-tls.
package require http
package require tls
if {[lindex $argv 0] eq "version"} {
    puts [package present http]
    exit
}
::http::register https 443 [list ::tls::socket -autoservername true -cafile $::env(SSL_CERT_FILE)]
set named [lassign $argv method url body]
set options [list -method $method -timeout 10000]
foreach {name value} $named {
    # Its user agent is an option of the package.
    if {[string tolower $name] eq "user-agent"} {::http::config -useragent $value} else {lappend headers $name $value}
}
if {[info exists headers]} {lappend options -headers $headers}
if {$body ne ""} {lappend options -type application/json -query $body}
::http::geturl $url {*}$options
