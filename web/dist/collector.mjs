var Me=Object.defineProperty;var Ae=(e,n,t)=>n in e?Me(e,n,{enumerable:!0,configurable:!0,writable:!0,value:t}):e[n]=t;var f=(e,n,t)=>Ae(e,typeof n!="symbol"?n+"":n,t);var a=class extends Error{constructor(t){super(t);f(this,"fault",t)}},je=["SecurityError","NotAllowedError","InvalidAccessError"];function F(e){if(e instanceof a)return{error:e.fault};let n=e?.name;return{error:je.includes(String(n))?"blocked":"failed"}}function H(e){return e===void 0?{error:"unsupported"}:e}function m(e){try{return H(e())}catch(n){return F(n)}}async function d(e){try{return H(await e)}catch(n){return F(n)}}function b(e){let n={};for(let t of Object.keys(e))n[t]=m(e[t]);return n}function s(e,n=!1){if(e!=null)return e;throw new a(n&&!isSecureContext?"insecure_context":"unsupported")}var h;function p(){if(h?.isConnected)return h;let e=document.createElement("iframe");return e.hidden=!0,e.tabIndex=-1,e.setAttribute("aria-hidden","true"),e.srcdoc="",s(document.body??document.documentElement).append(e),h=e,e}function W(){h?.remove(),h=void 0}var x=()=>"captureStackTrace"in Error&&/\n\s+at /.test(new Error().stack??"");var U=200;function G(){if(!x())throw new a("unsupported");let e=p().contentWindow;for(let n=0;n<=U;n++)e.history.replaceState(n,"");return e.history.state===U}var De=["length","name"];function Ne(e,n,t){let r=t.call(e).replace(/\s+/g," ");return r===`function ${n}() { [native code] }`||r===`function get ${n}() { [native code] }`}function Ie(e){let n=Object.getPrototypeOf(e);try{Object.setPrototypeOf(e,Object.create(e))}catch{return!1}return Object.setPrototypeOf(e,n),!0}function y(e,n,t){if(typeof e!="function")return!1;let r=e;return t.every(o=>Ne(r,n,o))&&Object.getOwnPropertyNames(r).every(o=>De.includes(o))&&!Ie(r)}function V(e,n){try{return e.call(n),!1}catch{return!0}}var Le=/^(\$?cdc_|\$chrome_asyncScriptInfo|\$wdc_|__\$?webdriver|_+selenium|__fxdriver|__driver_|__lastWatir|callSelenium|calledSelenium|_Selenium|_WEBDRIVER|webdriver$|domAutomation|__?phantom|callPhantom|slimer|__nightmare|nightmare$|__playwright|__pw|playwright|__puppeteer|puppeteer|__pptr|awesomium$|CefSharp$|RunPerfTest$|fmget_targets$|geb$|spawn$|emit$|wdioElectron$|__stagehand|__browser_use|ulixee|_?Sequentum)/i,$=32,Fe=64;function He(e){return e.filter(n=>Le.test(n)).slice(0,$).map(n=>n.slice(0,Fe))}function We(){let e=He([...Object.getOwnPropertyNames(window),...Object.getOwnPropertyNames(document)]);return String(window.external).includes("Sequentum")&&e.push("external.Sequentum"),e}function Ue(){return document.documentElement.getAttributeNames().filter(e=>/selenium|driver|phantom|nightmare/i.test(e)).slice(0,$)}function Ge(e=navigator,n=Navigator.prototype){if(Object.getOwnPropertyDescriptor(e,"webdriver"))return"own_property";let t=Object.getOwnPropertyDescriptor(n,"webdriver");return t?y(t.get,"webdriver",[Function.prototype.toString])?"native":"altered":"missing"}function Ve(){let e=Error;if(!x())throw new a("unsupported");let n=Object.getOwnPropertyDescriptor(e,"prepareStackTrace"),t=!1;Object.defineProperty(e,"prepareStackTrace",{value:()=>(t=!0,""),configurable:!0,writable:!0});try{console.log(new Error(""))}finally{n?Object.defineProperty(e,"prepareStackTrace",n):delete e.prepareStackTrace}return t}var B={globals:We,document_attributes:Ue,notification_permission:()=>s(globalThis.Notification,!0).permission,permission_state:async()=>(await s(navigator.permissions,!0).query({name:"notifications"})).state,webdriver_descriptor:()=>Ge(),devtools_protocol:Ve,history_unlimited:G};var $e=["navigator.brave","navigator.duckduckgo","opr","yandex","safari","ApplePaySession","GestureEvent","InstallTrigger","mozInnerScreenX","webkit.messageHandlers","ReactNativeWebView","flutter_inappwebview","cordova","ucweb","MiuiBrowser","process.versions.electron"];function Be(e){let n=globalThis;for(let t of e.split(".")){if(n==null||!(t in Object(n)))return!1;n=n[t]}return!0}var z=()=>$e.filter(Be);var T=(e=globalThis)=>typeof e.chrome=="object",K=()=>{let{chrome:e}=globalThis;return typeof e=="object"&&e?Object.keys(e):[]};var ze={h264:'video/mp4; codecs="avc1.42E01E"',hevc:'video/mp4; codecs="hvc1.1.6.L93.B0"',vp8:'video/webm; codecs="vp8"',vp9:'video/webm; codecs="vp9"',av1:'video/mp4; codecs="av01.0.00M.08"',theora:'video/ogg; codecs="theora"',hls:"application/vnd.apple.mpegurl",aac:'audio/mp4; codecs="mp4a.40.2"',ac3:'audio/mp4; codecs="ac-3"',mp3:"audio/mpeg",opus:'audio/webm; codecs="opus"',vorbis:'audio/ogg; codecs="vorbis"',flac:"audio/flac",wav:'audio/wav; codecs="1"',matroska:'video/x-matroska; codecs="avc1.42E01E"'};function q(){let e=document.createElement("video"),n=Object.entries(ze).map(([t,r])=>[t,e.canPlayType(r)]);return Object.fromEntries(n)}function j(e){return e.Temporal?.Now.timeZoneId()??e.Intl.DateTimeFormat().resolvedOptions().timeZone}var X={name:()=>j(globalThis),offset_minutes:()=>new Date().getTimezoneOffset()};function Y(e){let{navigator:n}=e,t=n;return b({user_agent:()=>n.userAgent,platform:()=>n.platform,language:()=>n.language,languages:()=>[...n.languages],hardware_concurrency:()=>n.hardwareConcurrency,device_memory:()=>t.deviceMemory,webdriver:()=>n.webdriver,brands:()=>t.userAgentData?.brands.map(r=>[r.brand,r.version]),ua_data_platform:()=>t.userAgentData?.platform,timezone:()=>j(e),function_to_string:()=>e.Function.prototype.toString.call(e.Function.prototype.toString)})}function w(e){let n=2166136261,t=2654435769;for(let r=0;r<e.length;r++){let o=e.charCodeAt(r);n=Math.imul(n^o,16777619),t=Math.imul(t^o^n>>>13,2246822507)}return Z(t)+Z(n)}function Z(e){return(e>>>0).toString(16).padStart(8,"0")}var J=180,Q=40;function ee(e,n,t){return e.width=n,e.height=t,s(e.getContext("2d",{willReadFrequently:!0}))}function Ke(e){let n=ee(e,J,Q);return n.fillStyle="#f60",n.fillRect(70,4,62,20),n.fillStyle="#069",n.font='13px "Times New Roman"',n.fillText("Cwm fjordbank 😃",2,16),n.globalCompositeOperation="multiply",n.fillStyle="rgb(255 0 255)",n.arc(40,24,14,0,Math.PI*2),n.arc(40,24,7,0,Math.PI*2),n.fill("evenodd"),w(String.fromCharCode(...n.getImageData(0,0,J,Q).data))}var ne=()=>k("canvas",()=>Ke(document.createElement("canvas")));function te(){let e=ee(document.createElement("canvas"),16,16);e.fillStyle="#336699",e.fillRect(0,0,16,16);let n=[51,102,153,255];return e.getImageData(0,0,16,16).data.some((t,r)=>t!==n[r&3])}var qe=["Segoe UI","Segoe UI Variable","Calibri","Cambria Math","Consolas","Bahnschrift","MS Gothic","Tahoma","Sitka Text","Helvetica Neue","Menlo","Monaco","Geneva","Lucida Grande","Avenir Next","Apple Color Emoji","Hiragino Sans","PingFang SC","Chalkboard SE","Roboto","Noto Color Emoji","Droid Sans","Dancing Script","Cutive Mono","Google Sans","SamsungOne","DejaVu Sans","Liberation Sans","Ubuntu","Cantarell","Noto Sans","Nimbus Sans","FreeSans","Droid Sans Fallback","Arial","Times New Roman","Courier New","Georgia","Comic Sans MS","Impact","Arimo","Microsoft YaHei"],Xe="mwWil1@&0",re=["monospace","serif"];function Ye(e){let n=s(e.getContext("2d")),t=o=>(n.font=`72px ${o}`,n.measureText(Xe).width),r=re.map(t);return qe.filter(o=>re.some((i,c)=>t(`"${o}",${i}`)!==r[c]))}var oe=()=>k("fonts",()=>Ye(document.createElement("canvas")));var Ze=/^(webkit|mozilla)/i;function Je(e){let n=e.getContext("webgl"),t=()=>{if(!n)throw new a("unsupported");return n},r=c=>String(t().getParameter(t()[c])),o=c=>{let l=r(c);if(!Ze.test(l))return l;let u=t().getExtension("WEBGL_debug_renderer_info");if(!u)throw new a("blocked");return String(t().getParameter(u[`UNMASKED_${c}_WEBGL`]))},i=b({vendor:()=>o("VENDOR"),renderer:()=>o("RENDERER"),masked_vendor:()=>r("VENDOR"),masked_renderer:()=>r("RENDERER"),extension_count:()=>t().getSupportedExtensions()?.length,max_texture_size:()=>t().getParameter(t().MAX_TEXTURE_SIZE)});return n?.getExtension("WEBGL_lose_context")?.loseContext(),i}var ae=()=>Je(document.createElement("canvas"));var Qe="fingerprint-collector",D={url:"/collector.js"};var v;function en(e){let n={name:Qe};if(new URL(e,location.href).origin===location.origin)return new Worker(e,n);let t=`importScripts(${JSON.stringify(e)})`,r=URL.createObjectURL(new Blob([t],{type:"text/javascript"})),o=new Worker(r,n);return setTimeout(()=>URL.revokeObjectURL(r),1e4),o}async function ie(){if(!v){s(globalThis.Worker);let e=en(D.url),n=new Promise((t,r)=>{e.onmessage=o=>t(o.data),e.onerror=()=>r(new a("blocked"))});v={worker:e,answer:n}}return v.answer}function se(){v?.worker.terminate(),v=void 0}var ce=async()=>(await ie()).facts;async function k(e,n){let t=await d(ie()),r="error"in t?t:t[e];return typeof r=="object"&&"error"in r?n():r}function nn(){let e=p().contentWindow;return{...Y(e),chrome_object:m(()=>T(e)),self_is_window:m(()=>e.self===e)}}var le={worker:ce,iframe:nn};var tn=150;async function rn(){let e=s(globalThis.speechSynthesis),n=e.getVoices().length;return n>0?n:(await new Promise(t=>{e.addEventListener("voiceschanged",t,{once:!0}),setTimeout(t,tn)}),e.getVoices().length)}var ue={media_devices:async()=>(await s(navigator.mediaDevices,!0).enumerateDevices()).length,voices:rn,mime_types:()=>navigator.mimeTypes.length};function on(e){return/\n\s+at /.test(e.stack??"")?"v8":"lineNumber"in e?"gecko":"line"in e||/@/.test(e.stack??"")?"webkit":"unknown"}function an(e){try{return String(e.member)}catch(n){return n.message}}var pe={eval_length:()=>eval.toString().length,stack_style:()=>on(new Error),function_to_string:()=>Function.prototype.toString.call(Function.prototype.toString),null_property:()=>an(null)};async function sn(){let e=new(s(globalThis.OfflineAudioContext))(1,5e3,44100),n=e.createOscillator();n.type="triangle",n.frequency.value=1e4;let t=e.createDynamicsCompressor();t.threshold.value=-50,t.knee.value=40,t.ratio.value=12,t.attack.value=0,t.release.value=.25,n.connect(t),t.connect(e.destination),n.start(0);let o=(await e.startRendering()).getChannelData(0).subarray(4500);if(o.every(i=>i===0))throw new a("blocked");return w(o.join())}function cn(){let e=[Math.tan(-1e300),Math.sin(Math.PI*1e10),Math.cos(1e17),Math.exp(100),Math.expm1(10),Math.sinh(492),Math.cosh(1.5),Math.tanh(.123),Math.asinh(1e300),Math.acosh(1e308),Math.atanh(.5),Math.log1p(.3),Math.cbrt(100),Math.pow(Math.PI,-100),Math.atan2(1e-310,2)];return w(e.join())}var me={canvas:ne,canvas_noise:te,audio:sn,math:cn};function de(){let e=p();e.style.font="menu";let{fontSize:n,fontFamily:t}=getComputedStyle(e);if(e.style.font="",!t)throw new a("unsupported");return`${n} ${t}`.slice(0,64)}function S(e){return matchMedia(`(${e})`).matches}function _(e,n){let t=n.find(r=>S(`${e}:${r}`));if(t===void 0)throw new a("unsupported");return t}var ln=["fullscreen","standalone","minimal-ui","window-controls-overlay","picture-in-picture","browser"],ge=["fine","coarse","none"],fe={prefers_dark:()=>S("prefers-color-scheme:dark"),prefers_reduced_motion:()=>S("prefers-reduced-motion:reduce"),pointer:()=>_("pointer",ge),any_pointer:()=>_("any-pointer",ge),hover:()=>S("hover:hover"),any_hover:()=>S("any-hover:hover"),color_gamut:()=>_("color-gamut",["rec2020","p3","srgb"]),display_mode:()=>_("display-mode",ln),system_font:de,touch_events:()=>"ontouchstart"in window};var be={platform_version:"platformVersion",architecture:"architecture",bitness:"bitness",model:"model",wow64:"wow64",form_factors:"formFactors"};function he(e){return e.map(n=>[n.brand,n.version])}async function un(){let e=s(g().userAgentData,!0),n=await d(e.getHighEntropyValues([...Object.values(be),"fullVersionList"])),t={};for(let[r,o]of Object.entries(be))t[r]="error"in n?n:n[o]??{error:"unsupported"};return{brands:he(e.brands),mobile:e.mobile,platform:e.platform,...t,full_version_list:"error"in n?n:n.fullVersionList?he(n.fullVersionList):{error:"unsupported"}}}function g(){return navigator}function pn(){if(!("doNotTrack"in navigator))throw new a("unsupported");return navigator.doNotTrack}var ye={user_agent:()=>navigator.userAgent,app_version:()=>navigator.appVersion,platform:()=>navigator.platform,vendor:()=>navigator.vendor,product_sub:()=>navigator.productSub,oscpu:()=>g().oscpu,build_id:()=>g().buildID,language:()=>navigator.language,languages:()=>[...navigator.languages],hardware_concurrency:()=>navigator.hardwareConcurrency,device_memory:()=>s(g().deviceMemory,!0),max_touch_points:()=>navigator.maxTouchPoints,webdriver:()=>navigator.webdriver,pdf_viewer_enabled:()=>navigator.pdfViewerEnabled,cookie_enabled:()=>navigator.cookieEnabled,do_not_track:pn,global_privacy_control:()=>g().globalPrivacyControl,connection_rtt:()=>g().connection?.rtt,user_agent_data:un};var we=()=>Array.from(navigator.plugins,e=>e.name);var ve=`jIterator.map
sDocument.parseHTMLUnsafe
aWebGLRenderingContext.drawingBufferColorSpace
lopen
jArray.with
jPromise.try
jMap.getOrInsert
jRegExp.unicodeSets
jIntl.Locale.variants
aHighlight
aWebTransport
aCSSLayerBlockRule
aContentVisibilityAutoStateChangeEvent
aHTMLElement.inert
aHTMLMetaElement.media
cmath-style: initial
ctext-wrap-style: initial
jError.isError
jMath.f16round
jString.isWellFormed
aURLPattern
aCSSScopeRule
aNavigationActivation
aCSSFontPaletteValuesRule
sURL.parse
aToggleEvent.source
sAbortSignal.timeout
aPublicKeyCredential.authenticatorAttachment
aPerformanceResourceTiming.firstInterimResponseStart
chyphenate-character: initial
lmodal
coffset-position: normal
aNavigator.pdfViewerEnabled
cposition-try-order: initial
ldetails-content
cfont-size-adjust: from-font
ctext-decoration: grammar-error
jTemporal.Now
aIDBRecord
aFileSystemHandle
aSVGAElement.rel
aCSSContainerRule.conditions
aCSSStyleRule.cssRules
ctext-wrap: stable
ctransform-box: stroke-box
jUint8Array.toHex
aRequest.bytes
aMathMLElement.autofocus
aHTMLDetailsElement.name
aHTMLInputElement.showPicker
jJSON.rawJSON
aSelection.direction
aPerformanceEventTiming.interactionId
aCSSPositionTryDescriptors.positionArea
aHeaders.getSetCookie
ctimeline-scope: all
aCSSKeyframesRule.length
aCloseWatcher
aTransformStream
aSanitizer.get
aElement.ariaNotify
aHTMLSourceElement.width
aAnimationEvent.animation
cmix-blend-mode: plus-lighter
aCanvasRenderingContext2D.reset
aElementInternals.ariaBrailleLabel
aSVGScriptElement.async
cposition-try: self-x-end
aOffscreenCanvasRenderingContext2D.createConicGradient
aSpeechRecognitionEvent
aSharedStorage.get
aLock
aCrypto.randomUUID
aXRPlane
aSVGStyleElement.disabled
aWebGL2RenderingContext.drawingBufferColorSpace
jObject.groupBy
aWebTransportError
sNotification.maxActions
jDataView.getFloat16
aShadowRoot.clonable
jAtomics.pause
cscrollbar-gutter: initial
aHTMLFormElement.rel
aHTMLDialogElement.requestClose
aIntersectionObserver.scrollMargin
aWritableStreamDefaultController.signal
cfont-palette: initial
aCSSImportRule.supportsText
aScheduler.yield
aHTMLVideoElement.disablePictureInPicture
cbaseline-source: initial
luser-valid
cposition-anchor: normal
ccontainer: initial
jArrayBuffer.detached
aBlob.bytes
aHTMLLinkElement.fetchPriority
aPopStateEvent.hasUAVisualTransition
ctext-wrap-mode: initial
cview-transition-class: initial
aURLSearchParams.size
aLargestContentfulPaint.paintTime
ctext-autospace: initial
cmath-shift: initial
cprint-color-adjust: initial
ccontain-intrinsic-width: initial
ccontain: inline-size
aResponse.bytes
canchor-scope: initial
jSymbol.asyncDispose
aImageTrack
aSVGDiscardElement
aFileSystemFileHandle
aIDBFactory.databases
aIDBIndex.getAllRecords
aNavigationPrecommitController.addHandler
cscroll-snap-stop: initial
aCSSStartingStyleRule
cposition-try-fallbacks: initial
lhas
cposition-area: self-x-end
aTextDecoderStream
aReadableStreamBYOBReader
aHighlightRegistry.highlightsFromPoint
lautofill
sconsole.profile
canimation-composition: initial
aHTMLMediaElement.sinkId
aGamepad.vibrationActuator
aHTMLElement.ondragexit
cresize: block
aPictureInPictureEvent
aScreenDetails
aElement.onwebkitmouseforceup
l-moz-window-inactive
aPictureInPictureWindow
aScreenDetailed
aHTMLVideoElement.onenterpictureinpicture
aCaptureController
aMediaDevices.selectAudioOutput
l-webkit-scrollbar-thumb
aPermissions
aWindowControlsOverlay
l-webkit-scrollbar-track
aMediaSession
aWindowControlsOverlayGeometryChangeEvent
aNavigatorUAData
aBrowserCaptureMediaStreamTrack.cropTo
aNavigator.vibrate
aPermissionStatus
aSharedWorker
aIdentityCredential
aondevicemotion
aAudioData
aSpeechSynthesisEvent.utterance
aHTMLIFrameElement.allowPaymentRequest
aEncodedAudioChunk
aGamepadHapticActuator
aDeviceMotionEvent`;function dn(e){try{return fn[e[0]](e.slice(1))}catch{return!1}}function gn(e){return e.split(".").reduce((n,t)=>n[t],globalThis)}function N(e){let n=e.lastIndexOf(".");return[n<0?globalThis:gn(e.slice(0,n)),e.slice(n+1)]}var fn={a(e){let[n,t]=N(e);return t in(typeof n=="function"?n.prototype:n)},s(e){let[n,t]=N(e);return t in n},j(e){let[n,t]=N(e);return t in n||!!n.prototype&&t in n.prototype},c(e){let[n,t]=e.split(": ");return CSS.supports(n,t)},l(e){return[`:${e}`,`::${e}`,`:${e}(a)`,`::${e}(a)`].some(n=>CSS.supports(`selector(${n})`))}};function bn(e){let n=new Uint8Array(Math.ceil(e.length/8));return e.forEach((t,r)=>{t&&(n[r>>3]|=128>>(r&7))}),btoa(String.fromCharCode(...n))}var Se={set:()=>"1",bits:()=>bn(ve.split(`
`).map(dn))};var xe={width:()=>screen.width,height:()=>screen.height,avail_width:()=>screen.availWidth,avail_height:()=>screen.availHeight,color_depth:()=>screen.colorDepth,pixel_ratio:()=>devicePixelRatio,inner_width:()=>innerWidth,inner_height:()=>innerHeight,outer_width:()=>outerWidth,outer_height:()=>outerHeight,orientation:()=>screen.orientation?.type};var hn={Navigator:["userAgent","platform","vendor","webdriver","languages","plugins","mimeTypes","appVersion","productSub","hardwareConcurrency","deviceMemory","maxTouchPoints","userAgentData","permissions"],NavigatorUAData:["brands","platform"],Screen:["width","height","colorDepth"],HTMLIFrameElement:["contentWindow"]},yn={Function:["toString"],Permissions:["query"],NavigatorUAData:["getHighEntropyValues"],HTMLMediaElement:["canPlayType"],HTMLCanvasElement:["toDataURL","getContext"],CanvasRenderingContext2D:["getImageData","measureText"],WebGLRenderingContext:["getParameter"],WebGL2RenderingContext:["getParameter"],AudioBuffer:["getChannelData"],Date:["getTimezoneOffset"],"Intl.DateTimeFormat":["resolvedOptions"],Element:["attachShadow"],MediaDevices:["enumerateDevices"]};function ke(e){let n=e.split(".").reduce((t,r)=>t?.[r],globalThis);return typeof n=="function"?n.prototype:void 0}function*Te(e,n){for(let[t,r]of Object.entries(e)){let o=ke(t);if(o)for(let i of r)Object.getOwnPropertyDescriptor(o,i)&&!n(o,i)&&(yield`${t}.${i}`)}}function*wn(){let e=[["plugins","PluginArray","Plugin"],["mimeTypes","MimeTypeArray","MimeType"]];for(let[n,t,r]of e){let o=navigator[n],[i,c]=[t,r].map(ke);if(!o||!i||!c)continue;let l=Array.from(o);(Object.getPrototypeOf(o)!==i||l.some(u=>Object.getPrototypeOf(u)!==c))&&(yield`Navigator.${n}`)}}function vn(){let e=Function.prototype.toString,n=p().contentWindow?.Function.prototype.toString;return n?[e,n]:[e]}function Sn(){let e=vn(),n=(r,o)=>{let i=Object.getOwnPropertyDescriptor(r,o)?.get;return!!i&&y(i,o,e)&&V(i,r)},t=(r,o)=>y(Object.getOwnPropertyDescriptor(r,o)?.value,o,e);return[...new Set([...Te(hn,n),...Te(yn,t),...wn()])]}var _e={functions:Sn,navigator_properties:()=>Object.getOwnPropertyNames(navigator),screen_properties:()=>Object.getOwnPropertyNames(screen),frame_properties:()=>Object.getOwnPropertyNames(p())};var Ce={contexts:le,counts:ue,navigator:ye,hashes:me,automation:B,screen:xe,webgl:ae,probes:Se,tampering:_e,errors:pe,timezone:X,media:fe,codecs:q,plugins:we,chrome_object:()=>T(),chrome_properties:K,brand_objects:z,fonts:oe};var Ee=1e3,xn=12;function Tn(e){return typeof e?.then=="function"}function kn(){return new Promise(e=>{let{port1:n,port2:t}=new MessageChannel;n.onmessage=()=>{n.close(),e()},t.postMessage(null)})}async function _n(e,n){let t=performance.now(),r={error:"timeout"},o,i=new Promise(E=>{o=setTimeout(E,n,r)}),c=t,l=[],u=async(E,R)=>{for(let[P,O]of Object.entries(E)){if(typeof O!="function"){let A={};R[P]=A,await u(O,A);continue}performance.now()-c>xn&&(await kn(),c=performance.now());let M=performance.now()-t>=n?r:m(O);if(R[P]=M,Tn(M)){let Pe=Promise.race([d(M),i]).then(Oe=>{R[P]=Oe});l.push(Pe)}}},L={};return await u(e,L),await Promise.all(l),clearTimeout(o),L}async function I({budget:e=Ee}={}){let n=performance.now();try{let t=await _n(Ce,e),r=Math.round(performance.now()-n);return{collector:"1",collected_at:Date.now(),duration_ms:r,...t}}finally{se(),W()}}var C=class extends Error{constructor(t,r){super(r.detail??r.title??`the service answered ${t}`);f(this,"status",t);f(this,"problem",r);this.name="ClassifyError"}},Cn={endpoint:""},En=[404,405];async function Rn(e,n){try{let t=await fetch(`${e}/api/v1/nonce`,{cache:"no-store",signal:n});if(!t.ok)return{};let{nonce:r}=await t.json();return typeof r=="string"?{nonce:r}:{}}catch{return{}}}async function Re(e,n,t){return fetch(e,{method:"POST",headers:{"content-type":"application/json"},body:n,cache:"no-store",signal:t})}async function Pn(e={}){let{endpoint:n=Cn.endpoint,signal:t,request:r}=e,[o,i]=await Promise.all([Rn(n,t),e.browser??I(e)]),c=JSON.stringify({...r,browser:{...i,...o}}),l=await Re(`${n}/api/v1/inspect`,c,t);En.includes(l.status)&&(l=await Re(`${n}/api/v1/classify`,c,t));let u=await l.json().catch(()=>({}));if(!l.ok)throw new C(l.status,u);return u}function dr(e){D.url=e}export{C as ClassifyError,Ee as DEFAULT_BUDGET_MS,Pn as classify,I as collect,dr as setWorkerScript};
