#lang racket/base
;; METHOD URL BODY NAME VALUE…: Racket's net/http-client.
(require net/http-client net/url racket/port)
(define asked (vector->list (current-command-line-arguments)))
(cond
  [(equal? (car asked) "version") (displayln (version))]
  [else
   (define-values (method target body) (values (car asked) (string->url (cadr asked)) (caddr asked)))
   (define headers
     (let pairs ([rest (cdddr asked)])
       (if (null? rest) '() (cons (format "~a: ~a" (car rest) (cadr rest)) (pairs (cddr rest))))))
   (define-values (status answered in)
     (http-sendrecv (url-host target) "/" #:ssl? #t #:port (or (url-port target) 443) #:method method
                    #:headers (if (equal? body "") headers (cons "Content-Type: application/json" headers))
                    #:data (if (equal? body "") #f body)))
   (void (port->bytes in))])
