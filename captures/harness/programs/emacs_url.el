;;; -*- lexical-binding: t -*- METHOD URL BODY NAME VALUE…: Emacs's url library on GnuTLS.
(require 'url)
(require 'gnutls)
(let ((asked command-line-args-left))
  (setq command-line-args-left nil)
  (if (equal (car asked) "version")
      (princ emacs-version)
    (let ((url-request-method (pop asked)) (url (pop asked)) (body (pop asked)) (url-request-extra-headers nil) (url-request-data nil))
      (push (getenv "SSL_CERT_FILE") gnutls-trustfiles)
      (setq network-security-level 'low)
      (while asked
        (let ((name (pop asked)) (value (pop asked)))
          ;; Its user agent is a variable of the library.
          (if (equal (downcase name) "user-agent") (setq url-user-agent value)
            (setq url-request-extra-headers (append url-request-extra-headers (list (cons name value)))))))
      (unless (equal body "")
        (setq url-request-data body)
        (push '("Content-Type" . "application/json") url-request-extra-headers))
      (url-retrieve-synchronously url t nil 10))))
