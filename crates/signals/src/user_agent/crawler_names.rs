//! The names of crawlers, monitors, previewers and scanners that do not say in the name what they
//! are; those that do (`Googlebot`, `LinkChecker`) are found by `crawler`.

/// Robots, wherever in the text the name is; in lower case.
#[rustfmt::skip]
pub(super) const CRAWLERS: &[&str] = &[
    "acquia", "acunetix-product", "adbeat", "adminlabs", "adscanner", "adstxt.com", "ahrefs",
    "anthropic-ai", "apis-google", "appengine-google", "appinsights", "appsiteassociation", "archive-it",
    "asnriskscorer", "atomic_email", "bdfetch", "biglotron", "bingpreview", "bitbucket-webhooks",
    "bitdiscovery", "blackduck-fd", "blexbot", "blogtrottr", "bluesky-domain-status-classifier",
    "brandwatch", "btwebclient", "catchpoint", "censysinspect", "chatgpt-user", "check_http",
    "chrome-lighthouse", "claude-user", "claude-web", "cohere-ai", "colly", "contentscan", "cookiehubscan",
    "cookiehubverify", "corporama", "cyotekwebcopy", "dareboost", "datadog", "datadogsynthetics",
    "datafeedwatch", "datanyze", "daum", "daumoa", "digicert", "dirbuster", "disqus", "dlc",
    "easybill-importmanager", "ec2linkfinder", "emailwolf", "embedly", "evc-batch", "exodusmovement",
    "facebookcatalog", "facebookexternalhit", "facebookplatform", "fastmailua", "fedoraplanet",
    "feedburner", "feedly", "feroxbuster", "ffuf", "foregenix", "funnelback", "geedoshopproductfinder",
    "ghost-inspector", "gigablast", "gigablastopensource", "github-camo", "globalwebsearch", "gobuster",
    "google-xrawler", "googleassociationservice", "googleimageproxy", "googleother", "gtmetrix",
    "hardenize", "hatena", "hatenabookmark", "headonlyscraper", "heritrix", "hotjar", "http_get",
    "httpunit", "httrack", "hydrozen", "ia_archiver", "ichiro", "imgproxy", "impact.com", "inoreader",
    "instaparser", "ips-agent", "iubenda-radar", "jetmon", "jigsaw", "jumio", "kagi-fetcher",
    "keycdn-tools", "larbin", "legalmonster", "lighthouse", "linkdex", "linktiger", "logicmonitor",
    "magicsearchdev", "managewp", "manus-user", "marketgoo", "masscan", "mastodon", "mediapartners-google",
    "mercator", "meta-externalads", "meta-externalagent", "metorik", "modularconnector", "monsido",
    "nagios-plugins", "netcraft", "netshelter", "netvigie", "newrelicpinger", "newsai", "newsgathering",
    "newsnow", "newspaper", "nikto", "nmap", "nodeping", "nuclei", "nutch", "nutchcvs", "nuzzel",
    "oai-searchbot", "offline-explorer", "omnisend", "onebox", "openvas", "openvas-vt", "panopta",
    "panscient", "penthouse", "perplexity-user", "phpcrawl", "pingdom", "pingdompagespeed", "pingdomtms",
    "playstore-google", "playwright", "poduptime", "postrank", "potions", "printfriendly", "ptst",
    "puppeteer", "pwabuilderhttpagent", "quora", "retrevopageanalyzer", "reward-gateway", "rigor",
    "ruxitsynthetic", "safeassign", "scooter", "scope3", "screaming", "searcherweb", "selenium",
    "semantic-visions", "semanticdiscovery", "sendgrid", "shopify-captain-hook", "silktide", "sindup",
    "site24x7", "siteimprove", "sitelock", "skypeuripreview", "slack-imgproxy", "snipcart", "sparkpost",
    "sparkshipping", "spawning-ai", "splash", "sqlmap", "sqwatcher", "stape", "statuscake",
    "steamchaturllookup", "sucuri", "swisscows", "teoma", "termly", "testlocally", "thinklab",
    "thousandeyes", "trellis-services", "tsm-turingos", "twingly", "twurly", "upflow", "uptrends",
    "urlcheckr", "vaultpress", "virustotal", "vkshare", "wappalyzer", "watchtowr",
    "webcopier", "webflow", "webzip", "weseearch", "weseedo", "whatweb", "wordupinfosearch",
    "workona-favicon-service", "wpscan", "wpumbrella", "xenu", "yahoocacheseeker", "yahoocachesystem",
    "yahooseeker", "yandeximages", "yeti", "ylt", "zabbix", "zapier", "zendesk", "zgrab", "zmeu", "zyborg",
];

/// Robots where the name is the first word: link previews and services that share their name with
/// an application or are an ordinary word.
#[rustfmt::skip]
pub(super) const LEADING_CRAWLERS: &[&str] = &[
    "adventurer", "alittle", "amazon", "asana", "blackboard", "bling", "bluesky", "bw", "coccoc", "determ",
    "discourse", "ds9", "gopay", "happywing", "imagemind", "instapaper", "klaviyo", "magellan", "make",
    "metauri", "mollie", "netapi", "nextcloud-news", "ning", "novellum", "nvdorz", "openrss", "readable",
    "remove.bg", "sora", "ssl", "trustly", "tumblr", "valve", "venus", "viber", "voyager", "webfilter", "wesee", "whatsapp",
    "wordup-1",
];
