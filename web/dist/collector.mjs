var Te=Object.defineProperty;var _e=(e,n,t)=>n in e?Te(e,n,{enumerable:!0,configurable:!0,writable:!0,value:t}):e[n]=t;var g=(e,n,t)=>_e(e,typeof n!="symbol"?n+"":n,t);var s=class extends Error{constructor(t){super(t);g(this,"fault",t)}},Ee=["SecurityError","NotAllowedError","InvalidAccessError"];function I(e){if(e instanceof s)return{error:e.fault};let n=e?.name;return{error:Ee.includes(String(n))?"blocked":"failed"}}function L(e){return e===void 0?{error:"unsupported"}:e}function p(e){try{return L(e())}catch(n){return I(n)}}async function m(e){try{return L(await e)}catch(n){return I(n)}}function f(e){let n={};for(let t of Object.keys(e))n[t]=p(e[t]);return n}function a(e,n=!1){if(e!=null)return e;throw new s(n&&!isSecureContext?"insecure_context":"unsupported")}var Re=["length","name"];function Pe(e,n,t){let r=t.call(e).replace(/\s+/g," ");return r===`function ${n}() { [native code] }`||r===`function get ${n}() { [native code] }`}function Oe(e){let n=Object.getPrototypeOf(e);try{Object.setPrototypeOf(e,Object.create(e))}catch{return!1}return Object.setPrototypeOf(e,n),!0}function b(e,n,t){if(typeof e!="function")return!1;let r=e;return t.every(o=>Pe(r,n,o))&&Object.getOwnPropertyNames(r).every(o=>Re.includes(o))&&!Oe(r)}function H(e,n){try{return e.call(n),!1}catch{return!0}}var Me=/^(\$?cdc_|\$chrome_asyncScriptInfo|\$wdc_|__\$?webdriver|_+selenium|__fxdriver|__driver_|__lastWatir|callSelenium|calledSelenium|_Selenium|_WEBDRIVER|webdriver$|domAutomation|__?phantom|callPhantom|slimer|__nightmare|nightmare$|__playwright|__pw|playwright|__puppeteer|puppeteer|__pptr|awesomium$|CefSharp$|RunPerfTest$|fmget_targets$|geb$|spawn$|emit$|wdioElectron$|__stagehand|__browser_use|ulixee|_?Sequentum)/i,F=32,De=64;function je(e){return e.filter(n=>Me.test(n)).slice(0,F).map(n=>n.slice(0,De))}function Ae(){let e=je([...Object.getOwnPropertyNames(window),...Object.getOwnPropertyNames(document)]);return String(window.external).includes("Sequentum")&&e.push("external.Sequentum"),e}function Ne(){return document.documentElement.getAttributeNames().filter(e=>/selenium|driver|phantom|nightmare/i.test(e)).slice(0,F)}function Ie(e=navigator,n=Navigator.prototype){if(Object.getOwnPropertyDescriptor(e,"webdriver"))return"own_property";let t=Object.getOwnPropertyDescriptor(n,"webdriver");return t?b(t.get,"webdriver",[Function.prototype.toString])?"native":"altered":"missing"}function Le(){let e=Error;if(!("captureStackTrace"in e)||!/\n\s+at /.test(new Error().stack??""))throw new s("unsupported");let n=Object.getOwnPropertyDescriptor(e,"prepareStackTrace"),t=!1;Object.defineProperty(e,"prepareStackTrace",{value:()=>(t=!0,""),configurable:!0,writable:!0});try{console.log(new Error(""))}finally{n?Object.defineProperty(e,"prepareStackTrace",n):delete e.prepareStackTrace}return t}var W={globals:Ae,document_attributes:Ne,notification_permission:()=>a(globalThis.Notification,!0).permission,permission_state:async()=>(await a(navigator.permissions,!0).query({name:"notifications"})).state,webdriver_descriptor:()=>Ie(),devtools_protocol:Le};var He=["navigator.brave","navigator.duckduckgo","opr","yandex","safari","ApplePaySession","GestureEvent","InstallTrigger","mozInnerScreenX","webkit.messageHandlers","ReactNativeWebView","flutter_inappwebview","cordova","ucweb","MiuiBrowser","process.versions.electron"];function Fe(e){let n=globalThis;for(let t of e.split(".")){if(n==null||!(t in Object(n)))return!1;n=n[t]}return!0}var G=()=>He.filter(Fe);var x=(e=globalThis)=>typeof e.chrome=="object",U=()=>{let{chrome:e}=globalThis;return typeof e=="object"&&e?Object.keys(e):[]};var We={h264:'video/mp4; codecs="avc1.42E01E"',hevc:'video/mp4; codecs="hvc1.1.6.L93.B0"',vp8:'video/webm; codecs="vp8"',vp9:'video/webm; codecs="vp9"',av1:'video/mp4; codecs="av01.0.00M.08"',theora:'video/ogg; codecs="theora"',hls:"application/vnd.apple.mpegurl",aac:'audio/mp4; codecs="mp4a.40.2"',ac3:'audio/mp4; codecs="ac-3"',mp3:"audio/mpeg",opus:'audio/webm; codecs="opus"',vorbis:'audio/ogg; codecs="vorbis"',flac:"audio/flac",wav:'audio/wav; codecs="1"',matroska:'video/x-matroska; codecs="avc1.42E01E"'};function V(){let e=document.createElement("video"),n=Object.entries(We).map(([t,r])=>[t,e.canPlayType(r)]);return Object.fromEntries(n)}var h;function w(){if(h?.isConnected)return h;let e=document.createElement("iframe");return e.hidden=!0,e.tabIndex=-1,e.setAttribute("aria-hidden","true"),e.srcdoc="",a(document.body??document.documentElement).append(e),h=e,e}function $(){h?.remove(),h=void 0}function O(e){return e.Temporal?.Now.timeZoneId()??e.Intl.DateTimeFormat().resolvedOptions().timeZone}var B={name:()=>O(globalThis),offset_minutes:()=>new Date().getTimezoneOffset()};function z(e){let{navigator:n}=e,t=n;return f({user_agent:()=>n.userAgent,platform:()=>n.platform,language:()=>n.language,languages:()=>[...n.languages],hardware_concurrency:()=>n.hardwareConcurrency,device_memory:()=>t.deviceMemory,webdriver:()=>n.webdriver,brands:()=>t.userAgentData?.brands.map(r=>[r.brand,r.version]),ua_data_platform:()=>t.userAgentData?.platform,timezone:()=>O(e),function_to_string:()=>e.Function.prototype.toString.call(e.Function.prototype.toString)})}function y(e){let n=2166136261,t=2654435769;for(let r=0;r<e.length;r++){let o=e.charCodeAt(r);n=Math.imul(n^o,16777619),t=Math.imul(t^o^n>>>13,2246822507)}return K(t)+K(n)}function K(e){return(e>>>0).toString(16).padStart(8,"0")}var q=180,Y=40;function Z(e,n,t){return e.width=n,e.height=t,a(e.getContext("2d",{willReadFrequently:!0}))}function Ge(e){let n=Z(e,q,Y);return n.fillStyle="#f60",n.fillRect(70,4,62,20),n.fillStyle="#069",n.font='13px "Times New Roman"',n.fillText("Cwm fjordbank 😃",2,16),n.globalCompositeOperation="multiply",n.fillStyle="rgb(255 0 255)",n.arc(40,24,14,0,Math.PI*2),n.arc(40,24,7,0,Math.PI*2),n.fill("evenodd"),y(String.fromCharCode(...n.getImageData(0,0,q,Y).data))}var J=()=>C("canvas",()=>Ge(document.createElement("canvas")));function X(){let e=Z(document.createElement("canvas"),16,16);e.fillStyle="#336699",e.fillRect(0,0,16,16);let n=[51,102,153,255];return e.getImageData(0,0,16,16).data.some((t,r)=>t!==n[r&3])}var Ue=["Segoe UI","Segoe UI Variable","Calibri","Cambria Math","Consolas","Bahnschrift","MS Gothic","Tahoma","Sitka Text","Helvetica Neue","Menlo","Monaco","Geneva","Lucida Grande","Avenir Next","Apple Color Emoji","Hiragino Sans","PingFang SC","Chalkboard SE","Roboto","Noto Color Emoji","Droid Sans","Dancing Script","Cutive Mono","Google Sans","SamsungOne","DejaVu Sans","Liberation Sans","Ubuntu","Cantarell","Noto Sans","Nimbus Sans","FreeSans","Droid Sans Fallback","Arial","Times New Roman","Courier New","Georgia","Comic Sans MS","Impact","Arimo","Microsoft YaHei"],Ve="mwWil1@&0",Q=["monospace","serif"];function $e(e){let n=a(e.getContext("2d")),t=o=>(n.font=`72px ${o}`,n.measureText(Ve).width),r=Q.map(t);return Ue.filter(o=>Q.some((i,c)=>t(`"${o}",${i}`)!==r[c]))}var ee=()=>C("fonts",()=>$e(document.createElement("canvas")));var Be=/^(webkit|mozilla)/i;function ze(e){let n=e.getContext("webgl"),t=()=>{if(!n)throw new s("unsupported");return n},r=c=>String(t().getParameter(t()[c])),o=c=>{let l=r(c);if(!Be.test(l))return l;let u=t().getExtension("WEBGL_debug_renderer_info");if(!u)throw new s("blocked");return String(t().getParameter(u[`UNMASKED_${c}_WEBGL`]))},i=f({vendor:()=>o("VENDOR"),renderer:()=>o("RENDERER"),masked_vendor:()=>r("VENDOR"),masked_renderer:()=>r("RENDERER"),extension_count:()=>t().getSupportedExtensions()?.length,max_texture_size:()=>t().getParameter(t().MAX_TEXTURE_SIZE)});return n?.getExtension("WEBGL_lose_context")?.loseContext(),i}var ne=()=>ze(document.createElement("canvas"));var Ke="fingerprint-collector",M={url:"/collector.js"};var v;function qe(e){let n={name:Ke};if(new URL(e,location.href).origin===location.origin)return new Worker(e,n);let t=`importScripts(${JSON.stringify(e)})`,r=URL.createObjectURL(new Blob([t],{type:"text/javascript"})),o=new Worker(r,n);return setTimeout(()=>URL.revokeObjectURL(r),1e4),o}async function te(){if(!v){a(globalThis.Worker);let e=qe(M.url),n=new Promise((t,r)=>{e.onmessage=o=>t(o.data),e.onerror=()=>r(new s("blocked"))});v={worker:e,answer:n}}return v.answer}function re(){v?.worker.terminate(),v=void 0}var oe=async()=>(await te()).facts;async function C(e,n){let t=await m(te()),r="error"in t?t:t[e];return typeof r=="object"&&"error"in r?n():r}function Ye(){let e=w().contentWindow;return{...z(e),chrome_object:p(()=>x(e)),self_is_window:p(()=>e.self===e)}}var ae={worker:oe,iframe:Ye};var Ze=150;async function Je(){let e=a(globalThis.speechSynthesis),n=e.getVoices().length;return n>0?n:(await new Promise(t=>{e.addEventListener("voiceschanged",t,{once:!0}),setTimeout(t,Ze)}),e.getVoices().length)}var ie={media_devices:async()=>(await a(navigator.mediaDevices,!0).enumerateDevices()).length,voices:Je,mime_types:()=>navigator.mimeTypes.length};function Xe(e){return/\n\s+at /.test(e.stack??"")?"v8":"lineNumber"in e?"gecko":"line"in e||/@/.test(e.stack??"")?"webkit":"unknown"}function Qe(e){try{return String(e.member)}catch(n){return n.message}}var se={eval_length:()=>eval.toString().length,stack_style:()=>Xe(new Error),function_to_string:()=>Function.prototype.toString.call(Function.prototype.toString),null_property:()=>Qe(null)};async function en(){let e=new(a(globalThis.OfflineAudioContext))(1,5e3,44100),n=e.createOscillator();n.type="triangle",n.frequency.value=1e4;let t=e.createDynamicsCompressor();t.threshold.value=-50,t.knee.value=40,t.ratio.value=12,t.attack.value=0,t.release.value=.25,n.connect(t),t.connect(e.destination),n.start(0);let o=(await e.startRendering()).getChannelData(0).subarray(4500);if(o.every(i=>i===0))throw new s("blocked");return y(o.join())}function nn(){let e=[Math.tan(-1e300),Math.sin(Math.PI*1e10),Math.cos(1e17),Math.exp(100),Math.expm1(10),Math.sinh(492),Math.cosh(1.5),Math.tanh(.123),Math.asinh(1e300),Math.acosh(1e308),Math.atanh(.5),Math.log1p(.3),Math.cbrt(100),Math.pow(Math.PI,-100),Math.atan2(1e-310,2)];return y(e.join())}var ce={canvas:J,canvas_noise:X,audio:en,math:nn};function S(e){return matchMedia(`(${e})`).matches}function D(e,n){let t=n.find(r=>S(`${e}:${r}`));if(t===void 0)throw new s("unsupported");return t}var le=["fine","coarse","none"],ue={prefers_dark:()=>S("prefers-color-scheme:dark"),prefers_reduced_motion:()=>S("prefers-reduced-motion:reduce"),pointer:()=>D("pointer",le),any_pointer:()=>D("any-pointer",le),hover:()=>S("hover:hover"),any_hover:()=>S("any-hover:hover"),color_gamut:()=>D("color-gamut",["rec2020","p3","srgb"]),touch_events:()=>"ontouchstart"in window};var pe={platform_version:"platformVersion",architecture:"architecture",bitness:"bitness",model:"model",wow64:"wow64",form_factors:"formFactors"};function me(e){return e.map(n=>[n.brand,n.version])}async function tn(){let e=a(d().userAgentData,!0),n=await m(e.getHighEntropyValues([...Object.values(pe),"fullVersionList"])),t={};for(let[r,o]of Object.entries(pe))t[r]="error"in n?n:n[o]??{error:"unsupported"};return{brands:me(e.brands),mobile:e.mobile,platform:e.platform,...t,full_version_list:"error"in n?n:n.fullVersionList?me(n.fullVersionList):{error:"unsupported"}}}function d(){return navigator}function rn(){if(!("doNotTrack"in navigator))throw new s("unsupported");return navigator.doNotTrack}var de={user_agent:()=>navigator.userAgent,app_version:()=>navigator.appVersion,platform:()=>navigator.platform,vendor:()=>navigator.vendor,product_sub:()=>navigator.productSub,oscpu:()=>d().oscpu,build_id:()=>d().buildID,language:()=>navigator.language,languages:()=>[...navigator.languages],hardware_concurrency:()=>navigator.hardwareConcurrency,device_memory:()=>a(d().deviceMemory,!0),max_touch_points:()=>navigator.maxTouchPoints,webdriver:()=>navigator.webdriver,pdf_viewer_enabled:()=>navigator.pdfViewerEnabled,cookie_enabled:()=>navigator.cookieEnabled,do_not_track:rn,global_privacy_control:()=>d().globalPrivacyControl,connection_rtt:()=>d().connection?.rtt,user_agent_data:tn};var ge=()=>Array.from(navigator.plugins,e=>e.name);var fe=`jIterator.map
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
aDeviceMotionEvent`;function an(e){try{return cn[e[0]](e.slice(1))}catch{return!1}}function sn(e){return e.split(".").reduce((n,t)=>n[t],globalThis)}function j(e){let n=e.lastIndexOf(".");return[n<0?globalThis:sn(e.slice(0,n)),e.slice(n+1)]}var cn={a(e){let[n,t]=j(e);return t in(typeof n=="function"?n.prototype:n)},s(e){let[n,t]=j(e);return t in n},j(e){let[n,t]=j(e);return t in n||!!n.prototype&&t in n.prototype},c(e){let[n,t]=e.split(": ");return CSS.supports(n,t)},l(e){return[`:${e}`,`::${e}`,`:${e}(a)`,`::${e}(a)`].some(n=>CSS.supports(`selector(${n})`))}};function ln(e){let n=new Uint8Array(Math.ceil(e.length/8));return e.forEach((t,r)=>{t&&(n[r>>3]|=128>>(r&7))}),btoa(String.fromCharCode(...n))}var be={set:()=>"1",bits:()=>ln(fe.split(`
`).map(an))};var he={width:()=>screen.width,height:()=>screen.height,avail_width:()=>screen.availWidth,avail_height:()=>screen.availHeight,color_depth:()=>screen.colorDepth,pixel_ratio:()=>devicePixelRatio,inner_width:()=>innerWidth,inner_height:()=>innerHeight,outer_width:()=>outerWidth,outer_height:()=>outerHeight,orientation:()=>screen.orientation?.type};var un={Navigator:["userAgent","platform","vendor","webdriver","languages","plugins","mimeTypes","appVersion","productSub","hardwareConcurrency","deviceMemory","maxTouchPoints","userAgentData","permissions"],NavigatorUAData:["brands","platform"],Screen:["width","height","colorDepth"],HTMLIFrameElement:["contentWindow"]},pn={Function:["toString"],Permissions:["query"],NavigatorUAData:["getHighEntropyValues"],HTMLMediaElement:["canPlayType"],HTMLCanvasElement:["toDataURL","getContext"],CanvasRenderingContext2D:["getImageData","measureText"],WebGLRenderingContext:["getParameter"],WebGL2RenderingContext:["getParameter"],AudioBuffer:["getChannelData"],Date:["getTimezoneOffset"],"Intl.DateTimeFormat":["resolvedOptions"],Element:["attachShadow"],MediaDevices:["enumerateDevices"]};function mn(e){let n=e.split(".").reduce((t,r)=>t?.[r],globalThis);return typeof n=="function"?n.prototype:void 0}function*we(e,n){for(let[t,r]of Object.entries(e)){let o=mn(t);if(o)for(let i of r)Object.getOwnPropertyDescriptor(o,i)&&!n(o,i)&&(yield`${t}.${i}`)}}function dn(){let e=Function.prototype.toString,n=w().contentWindow?.Function.prototype.toString;return n?[e,n]:[e]}function gn(){let e=dn(),n=(r,o)=>{let i=Object.getOwnPropertyDescriptor(r,o)?.get;return!!i&&b(i,o,e)&&H(i,r)},t=(r,o)=>b(Object.getOwnPropertyDescriptor(r,o)?.value,o,e);return[...we(un,n),...we(pn,t)]}var ye={functions:gn,navigator_properties:()=>Object.getOwnPropertyNames(navigator),screen_properties:()=>Object.getOwnPropertyNames(screen),frame_properties:()=>Object.getOwnPropertyNames(w())};var ve={contexts:ae,counts:ie,navigator:de,hashes:ce,automation:W,screen:he,webgl:ne,probes:be,tampering:ye,errors:se,timezone:B,media:ue,codecs:V,plugins:ge,chrome_object:()=>x(),chrome_properties:U,brand_objects:G,fonts:ee};var Se=1e3,fn=12;function bn(e){return typeof e?.then=="function"}function hn(){return new Promise(e=>{let{port1:n,port2:t}=new MessageChannel;n.onmessage=()=>{n.close(),e()},t.postMessage(null)})}async function wn(e,n){let t=performance.now(),r={error:"timeout"},o,i=new Promise(T=>{o=setTimeout(T,n,r)}),c=t,l=[],u=async(T,_)=>{for(let[E,R]of Object.entries(T)){if(typeof R!="function"){await u(R,_[E]={});continue}performance.now()-c>fn&&(await hn(),c=performance.now());let P=performance.now()-t>=n?r:p(R);if(_[E]=P,bn(P)){let Ce=Promise.race([m(P),i]);l.push(Ce.then(ke=>{_[E]=ke}))}}},N={};return await u(e,N),await Promise.all(l),clearTimeout(o),N}async function A({budget:e=Se}={}){let n=performance.now();try{let t=await wn(ve,e),r=Math.round(performance.now()-n);return{collector:"1",collected_at:Date.now(),duration_ms:r,...t}}finally{re(),$()}}var k=class extends Error{constructor(t,r){super(r.detail??r.title??`the service answered ${t}`);g(this,"status",t);g(this,"problem",r);this.name="ClassifyError"}},yn={endpoint:""},vn=[404,405];async function Sn(e,n){try{let t=await fetch(`${e}/api/v1/nonce`,{cache:"no-store",signal:n});if(!t.ok)return{};let{nonce:r}=await t.json();return typeof r=="string"?{nonce:r}:{}}catch{return{}}}async function xe(e,n,t){return fetch(e,{method:"POST",headers:{"content-type":"application/json"},body:n,cache:"no-store",signal:t})}async function xn(e={}){let{endpoint:n=yn.endpoint,signal:t,request:r}=e,[o,i]=await Promise.all([Sn(n,t),e.browser??A(e)]),c=JSON.stringify({...r,browser:{...i,...o}}),l=await xe(`${n}/api/v1/inspect`,c,t);vn.includes(l.status)&&(l=await xe(`${n}/api/v1/classify`,c,t));let u=await l.json().catch(()=>({}));if(!l.ok)throw new k(l.status,u);return u}function Yt(e){M.url=e}export{k as ClassifyError,Se as DEFAULT_BUDGET_MS,xn as classify,A as collect,Yt as setWorkerScript};
