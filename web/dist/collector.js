"use strict";(()=>{var He=Object.defineProperty;var Fe=(e,n,t)=>n in e?He(e,n,{enumerable:!0,configurable:!0,writable:!0,value:t}):e[n]=t;var b=(e,n,t)=>Fe(e,typeof n!="symbol"?n+"":n,t);var i=class extends Error{constructor(t){super(t);b(this,"fault",t)}},We=["SecurityError","NotAllowedError","InvalidAccessError"];function $(e){if(e instanceof i)return{error:e.fault};let n=e?.name;return{error:We.includes(String(n))?"blocked":"failed"}}function B(e){return e===void 0?{error:"unsupported"}:e}function p(e){try{return B(e())}catch(n){return $(n)}}async function d(e){try{return B(await e)}catch(n){return $(n)}}function g(e){let n={};for(let t of Object.keys(e))n[t]=p(e[t]);return n}function s(e,n=!1){if(e!=null)return e;throw new i(n&&!isSecureContext?"insecure_context":"unsupported")}var h;function m(){if(h?.isConnected)return h;let e=document.createElement("iframe");return e.hidden=!0,e.tabIndex=-1,e.setAttribute("aria-hidden","true"),e.srcdoc="",s(document.body??document.documentElement).append(e),h=e,e}function z(){h?.remove(),h=void 0}var T=()=>"captureStackTrace"in Error&&/\n\s+at /.test(new Error().stack??"");var K=200;function q(){if(!T())throw new i("unsupported");let e=m().contentWindow;for(let n=0;n<=K;n++)e.history.replaceState(n,"");return e.history.state===K}var Ue=["length","name"];function Ge(e,n,t){let r=t.call(e).replace(/\s+/g," ");return r===`function ${n}() { [native code] }`||r===`function get ${n}() { [native code] }`}function Ve(e){let n=Object.getPrototypeOf(e);try{Object.setPrototypeOf(e,Object.create(e))}catch{return!1}return Object.setPrototypeOf(e,n),!0}function w(e,n,t){if(typeof e!="function")return!1;let r=e;return t.every(o=>Ge(r,n,o))&&Object.getOwnPropertyNames(r).every(o=>Ue.includes(o))&&!Ve(r)}function X(e,n){try{return e.call(n),!1}catch{return!0}}var $e=/^(\$?cdc_|\$chrome_asyncScriptInfo|\$wdc_|__\$?webdriver|_+selenium|__fxdriver|__driver_|__lastWatir|callSelenium|calledSelenium|_Selenium|_WEBDRIVER|webdriver$|domAutomation|__?phantom|callPhantom|slimer|__nightmare|nightmare$|__playwright|__pw|playwright|__puppeteer|puppeteer|__pptr|awesomium$|CefSharp$|RunPerfTest$|fmget_targets$|geb$|spawn$|emit$|wdioElectron$|__stagehand|__browser_use|ulixee|_?Sequentum)/i,Y=32,Be=64;function ze(e){return e.filter(n=>$e.test(n)).slice(0,Y).map(n=>n.slice(0,Be))}function Ke(){let e=ze([...Object.getOwnPropertyNames(window),...Object.getOwnPropertyNames(document)]);return String(window.external).includes("Sequentum")&&e.push("external.Sequentum"),e}function qe(){return document.documentElement.getAttributeNames().filter(e=>/selenium|driver|phantom|nightmare/i.test(e)).slice(0,Y)}function Xe(e=navigator,n=Navigator.prototype){if(Object.getOwnPropertyDescriptor(e,"webdriver"))return"own_property";let t=Object.getOwnPropertyDescriptor(n,"webdriver");return t?w(t.get,"webdriver",[Function.prototype.toString])?"native":"altered":"missing"}function Ye(){let e=Error;if(!T())throw new i("unsupported");let n=Object.getOwnPropertyDescriptor(e,"prepareStackTrace"),t=!1;Object.defineProperty(e,"prepareStackTrace",{value:()=>(t=!0,""),configurable:!0,writable:!0});try{console.log(new Error(""))}finally{n?Object.defineProperty(e,"prepareStackTrace",n):delete e.prepareStackTrace}return t}var Z={globals:Ke,document_attributes:qe,notification_permission:()=>s(globalThis.Notification,!0).permission,permission_state:async()=>(await s(navigator.permissions,!0).query({name:"notifications"})).state,webdriver_descriptor:()=>Xe(),devtools_protocol:Ye,history_unlimited:q};var Ze=["navigator.brave","navigator.duckduckgo","opr","yandex","safari","ApplePaySession","GestureEvent","InstallTrigger","mozInnerScreenX","webkit.messageHandlers","ReactNativeWebView","flutter_inappwebview","cordova","ucweb","MiuiBrowser","process.versions.electron"];function Je(e){let n=globalThis;for(let t of e.split(".")){if(n==null||!(t in Object(n)))return!1;n=n[t]}return!0}var J=()=>Ze.filter(Je);var k=(e=globalThis)=>typeof e.chrome=="object",Q=()=>{let{chrome:e}=globalThis;return typeof e=="object"&&e?Object.keys(e):[]};var Qe={h264:'video/mp4; codecs="avc1.42E01E"',hevc:'video/mp4; codecs="hvc1.1.6.L93.B0"',vp8:'video/webm; codecs="vp8"',vp9:'video/webm; codecs="vp9"',av1:'video/mp4; codecs="av01.0.00M.08"',theora:'video/ogg; codecs="theora"',hls:"application/vnd.apple.mpegurl",aac:'audio/mp4; codecs="mp4a.40.2"',ac3:'audio/mp4; codecs="ac-3"',mp3:"audio/mpeg",opus:'audio/webm; codecs="opus"',vorbis:'audio/ogg; codecs="vorbis"',flac:"audio/flac",wav:'audio/wav; codecs="1"',matroska:'video/x-matroska; codecs="avc1.42E01E"'};function ee(){let e=document.createElement("video"),n=Object.entries(Qe).map(([t,r])=>[t,e.canPlayType(r)]);return Object.fromEntries(n)}function N(e){return e.Temporal?.Now.timeZoneId()??e.Intl.DateTimeFormat().resolvedOptions().timeZone}var ne={name:()=>N(globalThis),offset_minutes:()=>new Date().getTimezoneOffset()};function _(e){let{navigator:n}=e,t=n;return g({user_agent:()=>n.userAgent,platform:()=>n.platform,language:()=>n.language,languages:()=>[...n.languages],hardware_concurrency:()=>n.hardwareConcurrency,device_memory:()=>t.deviceMemory,webdriver:()=>n.webdriver,brands:()=>t.userAgentData?.brands.map(r=>[r.brand,r.version]),ua_data_platform:()=>t.userAgentData?.platform,timezone:()=>N(e),function_to_string:()=>e.Function.prototype.toString.call(e.Function.prototype.toString)})}function y(e){let n=2166136261,t=2654435769;for(let r=0;r<e.length;r++){let o=e.charCodeAt(r);n=Math.imul(n^o,16777619),t=Math.imul(t^o^n>>>13,2246822507)}return te(t)+te(n)}function te(e){return(e>>>0).toString(16).padStart(8,"0")}var re=180,oe=40;function ie(e,n,t){return e.width=n,e.height=t,s(e.getContext("2d",{willReadFrequently:!0}))}function I(e){let n=ie(e,re,oe);return n.fillStyle="#f60",n.fillRect(70,4,62,20),n.fillStyle="#069",n.font='13px "Times New Roman"',n.fillText("Cwm fjordbank 😃",2,16),n.globalCompositeOperation="multiply",n.fillStyle="rgb(255 0 255)",n.arc(40,24,14,0,Math.PI*2),n.arc(40,24,7,0,Math.PI*2),n.fill("evenodd"),y(String.fromCharCode(...n.getImageData(0,0,re,oe).data))}var ae=()=>C("canvas",()=>I(document.createElement("canvas")));function se(){let e=ie(document.createElement("canvas"),16,16);e.fillStyle="#336699",e.fillRect(0,0,16,16);let n=[51,102,153,255];return e.getImageData(0,0,16,16).data.some((t,r)=>t!==n[r&3])}var en=["Segoe UI","Segoe UI Variable","Calibri","Cambria Math","Consolas","Bahnschrift","MS Gothic","Tahoma","Sitka Text","Helvetica Neue","Menlo","Monaco","Geneva","Lucida Grande","Avenir Next","Apple Color Emoji","Hiragino Sans","PingFang SC","Chalkboard SE","Roboto","Noto Color Emoji","Droid Sans","Dancing Script","Cutive Mono","Google Sans","SamsungOne","DejaVu Sans","Liberation Sans","Ubuntu","Cantarell","Noto Sans","Nimbus Sans","FreeSans","Droid Sans Fallback","Arial","Times New Roman","Courier New","Georgia","Comic Sans MS","Impact","Arimo","Microsoft YaHei"],nn="mwWil1@&0",ce=["monospace","serif"];function L(e){let n=s(e.getContext("2d")),t=o=>(n.font=`72px ${o}`,n.measureText(nn).width),r=ce.map(t);return en.filter(o=>ce.some((a,c)=>t(`"${o}",${a}`)!==r[c]))}var le=()=>C("fonts",()=>L(document.createElement("canvas")));var tn=/^(webkit|mozilla)/i;function H(e){let n=e.getContext("webgl"),t=()=>{if(!n)throw new i("unsupported");return n},r=c=>String(t().getParameter(t()[c])),o=c=>{let l=r(c);if(!tn.test(l))return l;let u=t().getExtension("WEBGL_debug_renderer_info");if(!u)throw new i("blocked");return String(t().getParameter(u[`UNMASKED_${c}_WEBGL`]))},a=g({vendor:()=>o("VENDOR"),renderer:()=>o("RENDERER"),masked_vendor:()=>r("VENDOR"),masked_renderer:()=>r("RENDERER"),extension_count:()=>t().getSupportedExtensions()?.length,max_texture_size:()=>t().getParameter(t().MAX_TEXTURE_SIZE)});return n?.getExtension("WEBGL_lose_context")?.loseContext(),a}var ue=()=>H(document.createElement("canvas"));var pe="fingerprint-collector",W={url:"/collector.js"};function F(){return new(s(globalThis.OffscreenCanvas))(1,1)}function rn(){let e=p(()=>H(F()));return{..._(globalThis),...g({intl_timezone:()=>Intl.DateTimeFormat().resolvedOptions().timeZone,intl_locale:()=>Intl.DateTimeFormat().resolvedOptions().locale}),webgl_vendor:"error"in e?e:e.vendor,webgl_renderer:"error"in e?e:e.renderer}}function on(){return{facts:rn(),fonts:p(()=>L(F())),canvas:p(()=>I(F()))}}function me(){return typeof document<"u"||self.name!==pe?!1:(globalThis.postMessage(on()),!0)}var v;function an(e){let n={name:pe};if(new URL(e,location.href).origin===location.origin)return new Worker(e,n);let t=`importScripts(${JSON.stringify(e)})`,r=URL.createObjectURL(new Blob([t],{type:"text/javascript"})),o=new Worker(r,n);return setTimeout(()=>URL.revokeObjectURL(r),1e4),o}async function de(){if(!v){s(globalThis.Worker);let e=an(W.url),n=new Promise((t,r)=>{e.onmessage=o=>t(o.data),e.onerror=()=>r(new i("blocked"))});v={worker:e,answer:n}}return v.answer}function ge(){v?.worker.terminate(),v=void 0}var fe=async()=>(await de()).facts;async function C(e,n){let t=await d(de()),r="error"in t?t:t[e];return typeof r=="object"&&"error"in r?n():r}function sn(){let e=m().contentWindow;return{..._(e),chrome_object:p(()=>k(e)),self_is_window:p(()=>e.self===e)}}var be={worker:fe,iframe:sn};var cn=150;async function ln(){let e=s(globalThis.speechSynthesis),n=e.getVoices().length;return n>0?n:(await new Promise(t=>{e.addEventListener("voiceschanged",t,{once:!0}),setTimeout(t,cn)}),e.getVoices().length)}var he={media_devices:async()=>(await s(navigator.mediaDevices,!0).enumerateDevices()).length,voices:ln,mime_types:()=>navigator.mimeTypes.length};function un(e){return/\n\s+at /.test(e.stack??"")?"v8":"lineNumber"in e?"gecko":"line"in e||/@/.test(e.stack??"")?"webkit":"unknown"}function pn(e){try{return String(e.member)}catch(n){return n.message}}var we={eval_length:()=>eval.toString().length,stack_style:()=>un(new Error),function_to_string:()=>Function.prototype.toString.call(Function.prototype.toString),null_property:()=>pn(null)};async function mn(){let e=new(s(globalThis.OfflineAudioContext))(1,5e3,44100),n=e.createOscillator();n.type="triangle",n.frequency.value=1e4;let t=e.createDynamicsCompressor();t.threshold.value=-50,t.knee.value=40,t.ratio.value=12,t.attack.value=0,t.release.value=.25,n.connect(t),t.connect(e.destination),n.start(0);let o=(await e.startRendering()).getChannelData(0).subarray(4500);if(o.every(a=>a===0))throw new i("blocked");return y(o.join())}function dn(){let e=[Math.tan(-1e300),Math.sin(Math.PI*1e10),Math.cos(1e17),Math.exp(100),Math.expm1(10),Math.sinh(492),Math.cosh(1.5),Math.tanh(.123),Math.asinh(1e300),Math.acosh(1e308),Math.atanh(.5),Math.log1p(.3),Math.cbrt(100),Math.pow(Math.PI,-100),Math.atan2(1e-310,2)];return y(e.join())}var ye={canvas:ae,canvas_noise:se,audio:mn,math:dn};function ve(){let e=m();e.style.font="menu";let{fontSize:n,fontFamily:t}=getComputedStyle(e);if(e.style.font="",!t)throw new i("unsupported");return`${n} ${t}`.slice(0,64)}function S(e){return matchMedia(`(${e})`).matches}function E(e,n){let t=n.find(r=>S(`${e}:${r}`));if(t===void 0)throw new i("unsupported");return t}var gn=["fullscreen","standalone","minimal-ui","window-controls-overlay","picture-in-picture","browser"],Se=["fine","coarse","none"],xe={prefers_dark:()=>S("prefers-color-scheme:dark"),prefers_reduced_motion:()=>S("prefers-reduced-motion:reduce"),pointer:()=>E("pointer",Se),any_pointer:()=>E("any-pointer",Se),hover:()=>S("hover:hover"),any_hover:()=>S("any-hover:hover"),color_gamut:()=>E("color-gamut",["rec2020","p3","srgb"]),display_mode:()=>E("display-mode",gn),system_font:ve,touch_events:()=>"ontouchstart"in window};var Te={platform_version:"platformVersion",architecture:"architecture",bitness:"bitness",model:"model",wow64:"wow64",form_factors:"formFactors"};function ke(e){return e.map(n=>[n.brand,n.version])}async function fn(){let e=s(f().userAgentData,!0),n=await d(e.getHighEntropyValues([...Object.values(Te),"fullVersionList"])),t={};for(let[r,o]of Object.entries(Te))t[r]="error"in n?n:n[o]??{error:"unsupported"};return{brands:ke(e.brands),mobile:e.mobile,platform:e.platform,...t,full_version_list:"error"in n?n:n.fullVersionList?ke(n.fullVersionList):{error:"unsupported"}}}function f(){return navigator}function bn(){if(!("doNotTrack"in navigator))throw new i("unsupported");return navigator.doNotTrack}var _e={user_agent:()=>navigator.userAgent,app_version:()=>navigator.appVersion,platform:()=>navigator.platform,vendor:()=>navigator.vendor,product_sub:()=>navigator.productSub,oscpu:()=>f().oscpu,build_id:()=>f().buildID,language:()=>navigator.language,languages:()=>[...navigator.languages],hardware_concurrency:()=>navigator.hardwareConcurrency,device_memory:()=>s(f().deviceMemory,!0),max_touch_points:()=>navigator.maxTouchPoints,webdriver:()=>navigator.webdriver,pdf_viewer_enabled:()=>navigator.pdfViewerEnabled,cookie_enabled:()=>navigator.cookieEnabled,do_not_track:bn,global_privacy_control:()=>f().globalPrivacyControl,connection_rtt:()=>f().connection?.rtt,user_agent_data:fn};var Ce=()=>Array.from(navigator.plugins,e=>e.name);var Ee=`jIterator.map
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
aDeviceMotionEvent`;function wn(e){try{return vn[e[0]](e.slice(1))}catch{return!1}}function yn(e){return e.split(".").reduce((n,t)=>n[t],globalThis)}function U(e){let n=e.lastIndexOf(".");return[n<0?globalThis:yn(e.slice(0,n)),e.slice(n+1)]}var vn={a(e){let[n,t]=U(e);return t in(typeof n=="function"?n.prototype:n)},s(e){let[n,t]=U(e);return t in n},j(e){let[n,t]=U(e);return t in n||!!n.prototype&&t in n.prototype},c(e){let[n,t]=e.split(": ");return CSS.supports(n,t)},l(e){return[`:${e}`,`::${e}`,`:${e}(a)`,`::${e}(a)`].some(n=>CSS.supports(`selector(${n})`))}};function Sn(e){let n=new Uint8Array(Math.ceil(e.length/8));return e.forEach((t,r)=>{t&&(n[r>>3]|=128>>(r&7))}),btoa(String.fromCharCode(...n))}var Re={set:()=>"1",bits:()=>Sn(Ee.split(`
`).map(wn))};var Pe={width:()=>screen.width,height:()=>screen.height,avail_width:()=>screen.availWidth,avail_height:()=>screen.availHeight,color_depth:()=>screen.colorDepth,pixel_ratio:()=>devicePixelRatio,inner_width:()=>innerWidth,inner_height:()=>innerHeight,outer_width:()=>outerWidth,outer_height:()=>outerHeight,orientation:()=>screen.orientation?.type};var xn={Navigator:["userAgent","platform","vendor","webdriver","languages","plugins","mimeTypes","appVersion","productSub","hardwareConcurrency","deviceMemory","maxTouchPoints","userAgentData","permissions"],NavigatorUAData:["brands","platform"],Screen:["width","height","colorDepth"],HTMLIFrameElement:["contentWindow"]},Tn={Function:["toString"],Permissions:["query"],NavigatorUAData:["getHighEntropyValues"],HTMLMediaElement:["canPlayType"],HTMLCanvasElement:["toDataURL","getContext"],CanvasRenderingContext2D:["getImageData","measureText"],WebGLRenderingContext:["getParameter"],WebGL2RenderingContext:["getParameter"],AudioBuffer:["getChannelData"],Date:["getTimezoneOffset"],"Intl.DateTimeFormat":["resolvedOptions"],Element:["attachShadow"],MediaDevices:["enumerateDevices"]};function Me(e){let n=e.split(".").reduce((t,r)=>t?.[r],globalThis);return typeof n=="function"?n.prototype:void 0}function*Oe(e,n){for(let[t,r]of Object.entries(e)){let o=Me(t);if(o)for(let a of r)Object.getOwnPropertyDescriptor(o,a)&&!n(o,a)&&(yield`${t}.${a}`)}}function*kn(){let e=[["plugins","PluginArray","Plugin"],["mimeTypes","MimeTypeArray","MimeType"]];for(let[n,t,r]of e){let o=navigator[n],[a,c]=[t,r].map(Me);if(!o||!a||!c)continue;let l=Array.from(o);(Object.getPrototypeOf(o)!==a||l.some(u=>Object.getPrototypeOf(u)!==c))&&(yield`Navigator.${n}`)}}function _n(){let e=Function.prototype.toString,n=m().contentWindow?.Function.prototype.toString;return n?[e,n]:[e]}function Cn(){let e=_n(),n=(r,o)=>{let a=Object.getOwnPropertyDescriptor(r,o)?.get;return!!a&&w(a,o,e)&&X(a,r)},t=(r,o)=>w(Object.getOwnPropertyDescriptor(r,o)?.value,o,e);return[...new Set([...Oe(xn,n),...Oe(Tn,t),...kn()])]}var Ae={functions:Cn,navigator_properties:()=>Object.getOwnPropertyNames(navigator),screen_properties:()=>Object.getOwnPropertyNames(screen),frame_properties:()=>Object.getOwnPropertyNames(m())};var je={contexts:be,counts:he,navigator:_e,hashes:ye,automation:Z,screen:Pe,webgl:ue,probes:Re,tampering:Ae,errors:we,timezone:ne,media:xe,codecs:ee,plugins:Ce,chrome_object:()=>k(),chrome_properties:Q,brand_objects:J,fonts:le};var En=1e3,Rn=12;function Pn(e){return typeof e?.then=="function"}function On(){return new Promise(e=>{let{port1:n,port2:t}=new MessageChannel;n.onmessage=()=>{n.close(),e()},t.postMessage(null)})}async function Mn(e,n){let t=performance.now(),r={error:"timeout"},o,a=new Promise(P=>{o=setTimeout(P,n,r)}),c=t,l=[],u=async(P,O)=>{for(let[M,A]of Object.entries(P)){if(typeof A!="function"){let D={};O[M]=D,await u(A,D);continue}performance.now()-c>Rn&&(await On(),c=performance.now());let j=performance.now()-t>=n?r:p(A);if(O[M]=j,Pn(j)){let Ie=Promise.race([d(j),a]).then(Le=>{O[M]=Le});l.push(Ie)}}},V={};return await u(e,V),await Promise.all(l),clearTimeout(o),V}async function R({budget:e=En}={}){let n=performance.now();try{let t=await Mn(je,e),r=Math.round(performance.now()-n);return{collector:"1",collected_at:Date.now(),duration_ms:r,...t}}finally{ge(),z()}}var x=class extends Error{constructor(t,r){super(r.detail??r.title??`the service answered ${t}`);b(this,"status",t);b(this,"problem",r);this.name="ClassifyError"}},G={endpoint:""},An=[404,405];async function jn(e,n){try{let t=await fetch(`${e}/api/v1/nonce`,{cache:"no-store",signal:n});if(!t.ok)return{};let{nonce:r}=await t.json();return typeof r=="string"?{nonce:r}:{}}catch{return{}}}async function De(e,n,t){return fetch(e,{method:"POST",headers:{"content-type":"application/json"},body:n,cache:"no-store",signal:t})}async function Ne(e={}){let{endpoint:n=G.endpoint,signal:t,request:r}=e,[o,a]=await Promise.all([jn(n,t),e.browser??R(e)]),c=JSON.stringify({...r,browser:{...a,...o}}),l=await De(`${n}/api/v1/inspect`,c,t);An.includes(l.status)&&(l=await De(`${n}/api/v1/classify`,c,t));let u=await l.json().catch(()=>({}));if(!l.ok)throw new x(l.status,u);return u}if(!me()){let{src:e}=globalThis.document?.currentScript??{};if(e){W.url=e;let{origin:n}=new URL(e);n!==location.origin&&(G.endpoint=n)}Object.assign(globalThis,{fingerprintApi:{classify:Ne,collect:R,ClassifyError:x}})}})();
