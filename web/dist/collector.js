"use strict";(()=>{var je=Object.defineProperty;var Ae=(e,n,t)=>n in e?je(e,n,{enumerable:!0,configurable:!0,writable:!0,value:t}):e[n]=t;var f=(e,n,t)=>Ae(e,typeof n!="symbol"?n+"":n,t);var s=class extends Error{constructor(t){super(t);f(this,"fault",t)}},De=["SecurityError","NotAllowedError","InvalidAccessError"];function U(e){if(e instanceof s)return{error:e.fault};let n=e?.name;return{error:De.includes(String(n))?"blocked":"failed"}}function V(e){return e===void 0?{error:"unsupported"}:e}function u(e){try{return V(e())}catch(n){return U(n)}}async function m(e){try{return V(await e)}catch(n){return U(n)}}function d(e){let n={};for(let t of Object.keys(e))n[t]=u(e[t]);return n}function a(e,n=!1){if(e!=null)return e;throw new s(n&&!isSecureContext?"insecure_context":"unsupported")}var Ne=["length","name"];function Ie(e,n,t){let r=t.call(e).replace(/\s+/g," ");return r===`function ${n}() { [native code] }`||r===`function get ${n}() { [native code] }`}function Le(e){let n=Object.getPrototypeOf(e);try{Object.setPrototypeOf(e,Object.create(e))}catch{return!1}return Object.setPrototypeOf(e,n),!0}function b(e,n,t){if(typeof e!="function")return!1;let r=e;return t.every(o=>Ie(r,n,o))&&Object.getOwnPropertyNames(r).every(o=>Ne.includes(o))&&!Le(r)}function $(e,n){try{return e.call(n),!1}catch{return!0}}var He=/^(\$?cdc_|\$chrome_asyncScriptInfo|\$wdc_|__\$?webdriver|_+selenium|__fxdriver|__driver_|__lastWatir|callSelenium|calledSelenium|_Selenium|_WEBDRIVER|webdriver$|domAutomation|__?phantom|callPhantom|slimer|__nightmare|nightmare$|__playwright|__pw|playwright|__puppeteer|puppeteer|__pptr|awesomium$|CefSharp$|RunPerfTest$|fmget_targets$|geb$|spawn$|emit$|wdioElectron$|__stagehand|__browser_use|ulixee|_?Sequentum)/i,B=32,Fe=64;function We(e){return e.filter(n=>He.test(n)).slice(0,B).map(n=>n.slice(0,Fe))}function Ge(){let e=We([...Object.getOwnPropertyNames(window),...Object.getOwnPropertyNames(document)]);return String(window.external).includes("Sequentum")&&e.push("external.Sequentum"),e}function Ue(){return document.documentElement.getAttributeNames().filter(e=>/selenium|driver|phantom|nightmare/i.test(e)).slice(0,B)}function Ve(e=navigator,n=Navigator.prototype){if(Object.getOwnPropertyDescriptor(e,"webdriver"))return"own_property";let t=Object.getOwnPropertyDescriptor(n,"webdriver");return t?b(t.get,"webdriver",[Function.prototype.toString])?"native":"altered":"missing"}function $e(){let e=Error;if(!("captureStackTrace"in e)||!/\n\s+at /.test(new Error().stack??""))throw new s("unsupported");let n=Object.getOwnPropertyDescriptor(e,"prepareStackTrace"),t=!1;Object.defineProperty(e,"prepareStackTrace",{value:()=>(t=!0,""),configurable:!0,writable:!0});try{console.log(new Error(""))}finally{n?Object.defineProperty(e,"prepareStackTrace",n):delete e.prepareStackTrace}return t}var z={globals:Ge,document_attributes:Ue,notification_permission:()=>a(globalThis.Notification,!0).permission,permission_state:async()=>(await a(navigator.permissions,!0).query({name:"notifications"})).state,webdriver_descriptor:()=>Ve(),devtools_protocol:$e};var Be=["navigator.brave","navigator.duckduckgo","opr","yandex","safari","ApplePaySession","GestureEvent","InstallTrigger","mozInnerScreenX","webkit.messageHandlers","ReactNativeWebView","flutter_inappwebview","cordova","ucweb","MiuiBrowser","process.versions.electron"];function ze(e){let n=globalThis;for(let t of e.split(".")){if(n==null||!(t in Object(n)))return!1;n=n[t]}return!0}var K=()=>Be.filter(ze);var k=(e=globalThis)=>typeof e.chrome=="object",q=()=>{let{chrome:e}=globalThis;return typeof e=="object"&&e?Object.keys(e):[]};var Ke={h264:'video/mp4; codecs="avc1.42E01E"',hevc:'video/mp4; codecs="hvc1.1.6.L93.B0"',vp8:'video/webm; codecs="vp8"',vp9:'video/webm; codecs="vp9"',av1:'video/mp4; codecs="av01.0.00M.08"',theora:'video/ogg; codecs="theora"',hls:"application/vnd.apple.mpegurl",aac:'audio/mp4; codecs="mp4a.40.2"',ac3:'audio/mp4; codecs="ac-3"',mp3:"audio/mpeg",opus:'audio/webm; codecs="opus"',vorbis:'audio/ogg; codecs="vorbis"',flac:"audio/flac",wav:'audio/wav; codecs="1"',matroska:'video/x-matroska; codecs="avc1.42E01E"'};function Y(){let e=document.createElement("video"),n=Object.entries(Ke).map(([t,r])=>[t,e.canPlayType(r)]);return Object.fromEntries(n)}var h;function w(){if(h?.isConnected)return h;let e=document.createElement("iframe");return e.hidden=!0,e.tabIndex=-1,e.setAttribute("aria-hidden","true"),e.srcdoc="",a(document.body??document.documentElement).append(e),h=e,e}function Z(){h?.remove(),h=void 0}function j(e){return e.Temporal?.Now.timeZoneId()??e.Intl.DateTimeFormat().resolvedOptions().timeZone}var J={name:()=>j(globalThis),offset_minutes:()=>new Date().getTimezoneOffset()};function T(e){let{navigator:n}=e,t=n;return d({user_agent:()=>n.userAgent,platform:()=>n.platform,language:()=>n.language,languages:()=>[...n.languages],hardware_concurrency:()=>n.hardwareConcurrency,device_memory:()=>t.deviceMemory,webdriver:()=>n.webdriver,brands:()=>t.userAgentData?.brands.map(r=>[r.brand,r.version]),ua_data_platform:()=>t.userAgentData?.platform,timezone:()=>j(e),function_to_string:()=>e.Function.prototype.toString.call(e.Function.prototype.toString)})}function v(e){let n=2166136261,t=2654435769;for(let r=0;r<e.length;r++){let o=e.charCodeAt(r);n=Math.imul(n^o,16777619),t=Math.imul(t^o^n>>>13,2246822507)}return X(t)+X(n)}function X(e){return(e>>>0).toString(16).padStart(8,"0")}var Q=180,ee=40;function ne(e,n,t){return e.width=n,e.height=t,a(e.getContext("2d",{willReadFrequently:!0}))}function A(e){let n=ne(e,Q,ee);return n.fillStyle="#f60",n.fillRect(70,4,62,20),n.fillStyle="#069",n.font='13px "Times New Roman"',n.fillText("Cwm fjordbank 😃",2,16),n.globalCompositeOperation="multiply",n.fillStyle="rgb(255 0 255)",n.arc(40,24,14,0,Math.PI*2),n.arc(40,24,7,0,Math.PI*2),n.fill("evenodd"),v(String.fromCharCode(...n.getImageData(0,0,Q,ee).data))}var te=()=>C("canvas",()=>A(document.createElement("canvas")));function re(){let e=ne(document.createElement("canvas"),16,16);e.fillStyle="#336699",e.fillRect(0,0,16,16);let n=[51,102,153,255];return e.getImageData(0,0,16,16).data.some((t,r)=>t!==n[r&3])}var qe=["Segoe UI","Segoe UI Variable","Calibri","Cambria Math","Consolas","Bahnschrift","MS Gothic","Tahoma","Sitka Text","Helvetica Neue","Menlo","Monaco","Geneva","Lucida Grande","Avenir Next","Apple Color Emoji","Hiragino Sans","PingFang SC","Chalkboard SE","Roboto","Noto Color Emoji","Droid Sans","Dancing Script","Cutive Mono","Google Sans","SamsungOne","DejaVu Sans","Liberation Sans","Ubuntu","Cantarell","Noto Sans","Nimbus Sans","FreeSans","Droid Sans Fallback","Arial","Times New Roman","Courier New","Georgia","Comic Sans MS","Impact","Arimo","Microsoft YaHei"],Ye="mwWil1@&0",oe=["monospace","serif"];function D(e){let n=a(e.getContext("2d")),t=o=>(n.font=`72px ${o}`,n.measureText(Ye).width),r=oe.map(t);return qe.filter(o=>oe.some((i,c)=>t(`"${o}",${i}`)!==r[c]))}var ae=()=>C("fonts",()=>D(document.createElement("canvas")));var Ze=/^(webkit|mozilla)/i;function N(e){let n=e.getContext("webgl"),t=()=>{if(!n)throw new s("unsupported");return n},r=c=>String(t().getParameter(t()[c])),o=c=>{let l=r(c);if(!Ze.test(l))return l;let p=t().getExtension("WEBGL_debug_renderer_info");if(!p)throw new s("blocked");return String(t().getParameter(p[`UNMASKED_${c}_WEBGL`]))},i=d({vendor:()=>o("VENDOR"),renderer:()=>o("RENDERER"),masked_vendor:()=>r("VENDOR"),masked_renderer:()=>r("RENDERER"),extension_count:()=>t().getSupportedExtensions()?.length,max_texture_size:()=>t().getParameter(t().MAX_TEXTURE_SIZE)});return n?.getExtension("WEBGL_lose_context")?.loseContext(),i}var ie=()=>N(document.createElement("canvas"));var se="fingerprint-collector",L={url:"/collector.js"};function I(){return new(a(globalThis.OffscreenCanvas))(1,1)}function Je(){let e=u(()=>N(I()));return{...T(globalThis),...d({intl_timezone:()=>Intl.DateTimeFormat().resolvedOptions().timeZone,intl_locale:()=>Intl.DateTimeFormat().resolvedOptions().locale}),webgl_vendor:"error"in e?e:e.vendor,webgl_renderer:"error"in e?e:e.renderer}}function Xe(){return{facts:Je(),fonts:u(()=>D(I())),canvas:u(()=>A(I()))}}function ce(){return typeof document<"u"||self.name!==se?!1:(globalThis.postMessage(Xe()),!0)}var y;function Qe(e){let n={name:se};if(new URL(e,location.href).origin===location.origin)return new Worker(e,n);let t=`importScripts(${JSON.stringify(e)})`,r=URL.createObjectURL(new Blob([t],{type:"text/javascript"})),o=new Worker(r,n);return setTimeout(()=>URL.revokeObjectURL(r),1e4),o}async function le(){if(!y){a(globalThis.Worker);let e=Qe(L.url),n=new Promise((t,r)=>{e.onmessage=o=>t(o.data),e.onerror=()=>r(new s("blocked"))});y={worker:e,answer:n}}return y.answer}function ue(){y?.worker.terminate(),y=void 0}var pe=async()=>(await le()).facts;async function C(e,n){let t=await m(le()),r="error"in t?t:t[e];return typeof r=="object"&&"error"in r?n():r}function en(){let e=w().contentWindow;return{...T(e),chrome_object:u(()=>k(e)),self_is_window:u(()=>e.self===e)}}var me={worker:pe,iframe:en};var nn=150;async function tn(){let e=a(globalThis.speechSynthesis),n=e.getVoices().length;return n>0?n:(await new Promise(t=>{e.addEventListener("voiceschanged",t,{once:!0}),setTimeout(t,nn)}),e.getVoices().length)}var de={media_devices:async()=>(await a(navigator.mediaDevices,!0).enumerateDevices()).length,voices:tn,mime_types:()=>navigator.mimeTypes.length};function rn(e){return/\n\s+at /.test(e.stack??"")?"v8":"lineNumber"in e?"gecko":"line"in e||/@/.test(e.stack??"")?"webkit":"unknown"}function on(e){try{return String(e.member)}catch(n){return n.message}}var ge={eval_length:()=>eval.toString().length,stack_style:()=>rn(new Error),function_to_string:()=>Function.prototype.toString.call(Function.prototype.toString),null_property:()=>on(null)};async function an(){let e=new(a(globalThis.OfflineAudioContext))(1,5e3,44100),n=e.createOscillator();n.type="triangle",n.frequency.value=1e4;let t=e.createDynamicsCompressor();t.threshold.value=-50,t.knee.value=40,t.ratio.value=12,t.attack.value=0,t.release.value=.25,n.connect(t),t.connect(e.destination),n.start(0);let o=(await e.startRendering()).getChannelData(0).subarray(4500);if(o.every(i=>i===0))throw new s("blocked");return v(o.join())}function sn(){let e=[Math.tan(-1e300),Math.sin(Math.PI*1e10),Math.cos(1e17),Math.exp(100),Math.expm1(10),Math.sinh(492),Math.cosh(1.5),Math.tanh(.123),Math.asinh(1e300),Math.acosh(1e308),Math.atanh(.5),Math.log1p(.3),Math.cbrt(100),Math.pow(Math.PI,-100),Math.atan2(1e-310,2)];return v(e.join())}var fe={canvas:te,canvas_noise:re,audio:an,math:sn};function S(e){return matchMedia(`(${e})`).matches}function H(e,n){let t=n.find(r=>S(`${e}:${r}`));if(t===void 0)throw new s("unsupported");return t}var be=["fine","coarse","none"],he={prefers_dark:()=>S("prefers-color-scheme:dark"),prefers_reduced_motion:()=>S("prefers-reduced-motion:reduce"),pointer:()=>H("pointer",be),any_pointer:()=>H("any-pointer",be),hover:()=>S("hover:hover"),any_hover:()=>S("any-hover:hover"),color_gamut:()=>H("color-gamut",["rec2020","p3","srgb"]),touch_events:()=>"ontouchstart"in window};var we={platform_version:"platformVersion",architecture:"architecture",bitness:"bitness",model:"model",wow64:"wow64",form_factors:"formFactors"};function ve(e){return e.map(n=>[n.brand,n.version])}async function cn(){let e=a(g().userAgentData,!0),n=await m(e.getHighEntropyValues([...Object.values(we),"fullVersionList"])),t={};for(let[r,o]of Object.entries(we))t[r]="error"in n?n:n[o]??{error:"unsupported"};return{brands:ve(e.brands),mobile:e.mobile,platform:e.platform,...t,full_version_list:"error"in n?n:n.fullVersionList?ve(n.fullVersionList):{error:"unsupported"}}}function g(){return navigator}function ln(){if(!("doNotTrack"in navigator))throw new s("unsupported");return navigator.doNotTrack}var ye={user_agent:()=>navigator.userAgent,app_version:()=>navigator.appVersion,platform:()=>navigator.platform,vendor:()=>navigator.vendor,product_sub:()=>navigator.productSub,oscpu:()=>g().oscpu,build_id:()=>g().buildID,language:()=>navigator.language,languages:()=>[...navigator.languages],hardware_concurrency:()=>navigator.hardwareConcurrency,device_memory:()=>a(g().deviceMemory,!0),max_touch_points:()=>navigator.maxTouchPoints,webdriver:()=>navigator.webdriver,pdf_viewer_enabled:()=>navigator.pdfViewerEnabled,cookie_enabled:()=>navigator.cookieEnabled,do_not_track:ln,global_privacy_control:()=>g().globalPrivacyControl,connection_rtt:()=>g().connection?.rtt,user_agent_data:cn};var Se=()=>Array.from(navigator.plugins,e=>e.name);var xe=`jIterator.map
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
aDeviceMotionEvent`;function pn(e){try{return dn[e[0]](e.slice(1))}catch{return!1}}function mn(e){return e.split(".").reduce((n,t)=>n[t],globalThis)}function F(e){let n=e.lastIndexOf(".");return[n<0?globalThis:mn(e.slice(0,n)),e.slice(n+1)]}var dn={a(e){let[n,t]=F(e);return t in(typeof n=="function"?n.prototype:n)},s(e){let[n,t]=F(e);return t in n},j(e){let[n,t]=F(e);return t in n||!!n.prototype&&t in n.prototype},c(e){let[n,t]=e.split(": ");return CSS.supports(n,t)},l(e){return[`:${e}`,`::${e}`,`:${e}(a)`,`::${e}(a)`].some(n=>CSS.supports(`selector(${n})`))}};function gn(e){let n=new Uint8Array(Math.ceil(e.length/8));return e.forEach((t,r)=>{t&&(n[r>>3]|=128>>(r&7))}),btoa(String.fromCharCode(...n))}var ke={set:()=>"1",bits:()=>gn(xe.split(`
`).map(pn))};var Te={width:()=>screen.width,height:()=>screen.height,avail_width:()=>screen.availWidth,avail_height:()=>screen.availHeight,color_depth:()=>screen.colorDepth,pixel_ratio:()=>devicePixelRatio,inner_width:()=>innerWidth,inner_height:()=>innerHeight,outer_width:()=>outerWidth,outer_height:()=>outerHeight,orientation:()=>screen.orientation?.type};var fn={Navigator:["userAgent","platform","vendor","webdriver","languages","plugins","mimeTypes","appVersion","productSub","hardwareConcurrency","deviceMemory","maxTouchPoints","userAgentData","permissions"],NavigatorUAData:["brands","platform"],Screen:["width","height","colorDepth"],HTMLIFrameElement:["contentWindow"]},bn={Function:["toString"],Permissions:["query"],NavigatorUAData:["getHighEntropyValues"],HTMLMediaElement:["canPlayType"],HTMLCanvasElement:["toDataURL","getContext"],CanvasRenderingContext2D:["getImageData","measureText"],WebGLRenderingContext:["getParameter"],WebGL2RenderingContext:["getParameter"],AudioBuffer:["getChannelData"],Date:["getTimezoneOffset"],"Intl.DateTimeFormat":["resolvedOptions"],Element:["attachShadow"],MediaDevices:["enumerateDevices"]};function hn(e){let n=e.split(".").reduce((t,r)=>t?.[r],globalThis);return typeof n=="function"?n.prototype:void 0}function*Ce(e,n){for(let[t,r]of Object.entries(e)){let o=hn(t);if(o)for(let i of r)Object.getOwnPropertyDescriptor(o,i)&&!n(o,i)&&(yield`${t}.${i}`)}}function wn(){let e=Function.prototype.toString,n=w().contentWindow?.Function.prototype.toString;return n?[e,n]:[e]}function vn(){let e=wn(),n=(r,o)=>{let i=Object.getOwnPropertyDescriptor(r,o)?.get;return!!i&&b(i,o,e)&&$(i,r)},t=(r,o)=>b(Object.getOwnPropertyDescriptor(r,o)?.value,o,e);return[...Ce(fn,n),...Ce(bn,t)]}var _e={functions:vn,navigator_properties:()=>Object.getOwnPropertyNames(navigator),screen_properties:()=>Object.getOwnPropertyNames(screen),frame_properties:()=>Object.getOwnPropertyNames(w())};var Ee={contexts:me,counts:de,navigator:ye,hashes:fe,automation:z,screen:Te,webgl:ie,probes:ke,tampering:_e,errors:ge,timezone:J,media:he,codecs:Y,plugins:Se,chrome_object:()=>k(),chrome_properties:q,brand_objects:K,fonts:ae};var yn=1e3,Sn=12;function xn(e){return typeof e?.then=="function"}function kn(){return new Promise(e=>{let{port1:n,port2:t}=new MessageChannel;n.onmessage=()=>{n.close(),e()},t.postMessage(null)})}async function Tn(e,n){let t=performance.now(),r={error:"timeout"},o,i=new Promise(E=>{o=setTimeout(E,n,r)}),c=t,l=[],p=async(E,R)=>{for(let[P,O]of Object.entries(E)){if(typeof O!="function"){await p(O,R[P]={});continue}performance.now()-c>Sn&&(await kn(),c=performance.now());let M=performance.now()-t>=n?r:u(O);if(R[P]=M,xn(M)){let Oe=Promise.race([m(M),i]);l.push(Oe.then(Me=>{R[P]=Me}))}}},G={};return await p(e,G),await Promise.all(l),clearTimeout(o),G}async function _({budget:e=yn}={}){let n=performance.now();try{let t=await Tn(Ee,e),r=Math.round(performance.now()-n);return{collector:"1",collected_at:Date.now(),duration_ms:r,...t}}finally{ue(),Z()}}var x=class extends Error{constructor(t,r){super(r.detail??r.title??`the service answered ${t}`);f(this,"status",t);f(this,"problem",r);this.name="ClassifyError"}},W={endpoint:""},Cn=[404,405];async function _n(e,n){try{let t=await fetch(`${e}/api/v1/nonce`,{cache:"no-store",signal:n});if(!t.ok)return{};let{nonce:r}=await t.json();return typeof r=="string"?{nonce:r}:{}}catch{return{}}}async function Re(e,n,t){return fetch(e,{method:"POST",headers:{"content-type":"application/json"},body:n,cache:"no-store",signal:t})}async function Pe(e={}){let{endpoint:n=W.endpoint,signal:t,request:r}=e,[o,i]=await Promise.all([_n(n,t),e.browser??_(e)]),c=JSON.stringify({...r,browser:{...i,...o}}),l=await Re(`${n}/api/v1/inspect`,c,t);Cn.includes(l.status)&&(l=await Re(`${n}/api/v1/classify`,c,t));let p=await l.json().catch(()=>({}));if(!l.ok)throw new x(l.status,p);return p}if(!ce()){let{src:e}=globalThis.document?.currentScript??{};if(e){L.url=e;let{origin:n}=new URL(e);n!==location.origin&&(W.endpoint=n)}Object.assign(globalThis,{fingerprintApi:{classify:Pe,collect:_,ClassifyError:x}})}})();
