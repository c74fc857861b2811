var be=Object.defineProperty;var ye=(e,t,n)=>t in e?be(e,t,{enumerable:!0,configurable:!0,writable:!0,value:n}):e[t]=n;var d=(e,t,n)=>ye(e,typeof t!="symbol"?t+"":t,n);var i=class extends Error{constructor(n){super(n);d(this,"fault",n)}},we=["SecurityError","NotAllowedError","InvalidAccessError"];function j(e){if(e instanceof i)return{error:e.fault};let t=e?.name;return{error:we.includes(String(t))?"blocked":"failed"}}function A(e){return e===void 0?{error:"unsupported"}:e}function p(e){try{return A(e())}catch(t){return j(t)}}async function y(e){try{return A(await e)}catch(t){return j(t)}}function w(e){let t={};for(let n of Object.keys(e))t[n]=p(e[n]);return t}function s(e,t=!1){if(e!=null)return e;throw new i(t&&!isSecureContext?"insecure_context":"unsupported")}var ve=["length","name"];function Se(e,t,n){let r=n.call(e).replace(/\s+/g," ");return r===`function ${t}() { [native code] }`||r===`function get ${t}() { [native code] }`}function xe(e){let t=Object.getPrototypeOf(e);try{Object.setPrototypeOf(e,Object.create(e))}catch{return!1}return Object.setPrototypeOf(e,t),!0}function g(e,t,n){if(typeof e!="function")return!1;let r=e;return n.every(o=>Se(r,t,o))&&Object.getOwnPropertyNames(r).every(o=>ve.includes(o))&&!xe(r)}function N(e,t){try{return e.call(t),!1}catch{return!0}}var _e=/^(\$?cdc_|\$chrome_asyncScriptInfo|\$wdc_|__\$?webdriver|_+selenium|__fxdriver|__driver_|__lastWatir|callSelenium|calledSelenium|_Selenium|_WEBDRIVER|webdriver$|domAutomation|__?phantom|callPhantom|slimer|__nightmare|nightmare$|__playwright|__pw|playwright|__puppeteer|puppeteer|__pptr|awesomium$|CefSharp$|RunPerfTest$|fmget_targets$|geb$|spawn$|emit$|wdioElectron$|__stagehand|__browser_use|ulixee|_?Sequentum)/i,I=32,Ce=64;function Ee(e){return e.filter(t=>_e.test(t)).slice(0,I).map(t=>t.slice(0,Ce))}function Te(){let e=Ee([...Object.getOwnPropertyNames(window),...Object.getOwnPropertyNames(document)]);return String(window.external).includes("Sequentum")&&e.push("external.Sequentum"),e}function ke(){return document.documentElement.getAttributeNames().filter(e=>/selenium|driver|phantom|nightmare/i.test(e)).slice(0,I)}function Re(e=navigator,t=Navigator.prototype){if(Object.getOwnPropertyDescriptor(e,"webdriver"))return"own_property";let n=Object.getOwnPropertyDescriptor(t,"webdriver");return n?g(n.get,"webdriver",[Function.prototype.toString])?"native":"altered":"missing"}function Pe(){let e=Error;if(!("captureStackTrace"in e)||!/\n\s+at /.test(new Error().stack??""))throw new i("unsupported");let t=Object.getOwnPropertyDescriptor(e,"prepareStackTrace"),n=!1;Object.defineProperty(e,"prepareStackTrace",{value:()=>(n=!0,""),configurable:!0,writable:!0});try{console.log(new Error(""))}finally{t?Object.defineProperty(e,"prepareStackTrace",t):delete e.prepareStackTrace}return n}var L={globals:Te,document_attributes:ke,notification_permission:()=>s(globalThis.Notification,!0).permission,permission_state:async()=>(await s(navigator.permissions,!0).query({name:"notifications"})).state,webdriver_descriptor:()=>Re(),devtools_protocol:Pe};var Oe=["navigator.brave","navigator.duckduckgo","opr","yandex","safari","ApplePaySession","GestureEvent","InstallTrigger","mozInnerScreenX","webkit.messageHandlers","ReactNativeWebView","flutter_inappwebview","cordova","ucweb","MiuiBrowser","process.versions.electron"];function Me(e){let t=globalThis;for(let n of e.split(".")){if(t==null||!(n in Object(t)))return!1;t=t[n]}return!0}var F=()=>Oe.filter(Me);var v=(e=globalThis)=>typeof e.chrome=="object",W=()=>{let{chrome:e}=globalThis;return typeof e=="object"&&e?Object.keys(e):[]};var De={h264:'video/mp4; codecs="avc1.42E01E"',hevc:'video/mp4; codecs="hvc1.1.6.L93.B0"',vp8:'video/webm; codecs="vp8"',vp9:'video/webm; codecs="vp9"',av1:'video/mp4; codecs="av01.0.00M.08"',theora:'video/ogg; codecs="theora"',hls:"application/vnd.apple.mpegurl",aac:'audio/mp4; codecs="mp4a.40.2"',ac3:'audio/mp4; codecs="ac-3"',mp3:"audio/mpeg",opus:'audio/webm; codecs="opus"',vorbis:'audio/ogg; codecs="vorbis"',flac:"audio/flac",wav:'audio/wav; codecs="1"',matroska:'video/x-matroska; codecs="avc1.42E01E"'};function H(){let e=document.createElement("video"),t=Object.entries(De).map(([n,r])=>[n,e.canPlayType(r)]);return Object.fromEntries(t)}var f;function h(){if(f?.isConnected)return f;let e=document.createElement("iframe");return e.hidden=!0,e.tabIndex=-1,e.setAttribute("aria-hidden","true"),e.srcdoc="",s(document.body??document.documentElement).append(e),f=e,e}function G(){f?.remove(),f=void 0}function U(e){let{navigator:t}=e,n=t;return w({user_agent:()=>t.userAgent,platform:()=>t.platform,language:()=>t.language,languages:()=>[...t.languages],hardware_concurrency:()=>t.hardwareConcurrency,device_memory:()=>n.deviceMemory,webdriver:()=>t.webdriver,brands:()=>n.userAgentData?.brands.map(r=>[r.brand,r.version]),ua_data_platform:()=>n.userAgentData?.platform,timezone:()=>e.Intl.DateTimeFormat().resolvedOptions().timeZone,function_to_string:()=>e.Function.prototype.toString.call(e.Function.prototype.toString)})}var je=/^(webkit|mozilla)/i;function Ae(e){let t=e.getContext("webgl"),n=()=>{if(!t)throw new i("unsupported");return t},r=l=>String(n().getParameter(n()[l])),o=l=>{let c=r(l);if(!je.test(c))return c;let u=n().getExtension("WEBGL_debug_renderer_info");if(!u)throw new i("blocked");return String(n().getParameter(u[`UNMASKED_${l}_WEBGL`]))},a=w({vendor:()=>o("VENDOR"),renderer:()=>o("RENDERER"),masked_vendor:()=>r("VENDOR"),masked_renderer:()=>r("RENDERER"),extension_count:()=>n().getSupportedExtensions()?.length,max_texture_size:()=>n().getParameter(n().MAX_TEXTURE_SIZE)});return t?.getExtension("WEBGL_lose_context")?.loseContext(),a}var V=()=>Ae(document.createElement("canvas"));var Ne="fingerprint-collector";function Ie(e){let t={name:Ne};if(new URL(e,location.href).origin===location.origin)return new Worker(e,t);let n=`importScripts(${JSON.stringify(e)})`,r=URL.createObjectURL(new Blob([n],{type:"text/javascript"})),o=new Worker(r,t);return setTimeout(()=>URL.revokeObjectURL(r),1e4),o}async function $(e){if(typeof Worker!="function")throw new i("unsupported");let t=Ie(e);try{return await new Promise((n,r)=>{t.onmessage=o=>n(o.data),t.onerror=()=>r(new i("blocked"))})}finally{t.terminate()}}var R={url:"/collector.js"};function Le(){let e=h().contentWindow;return{...U(e),chrome_object:p(()=>v(e)),self_is_window:p(()=>e.self===e&&e.parent===window&&e!==window)}}var B={worker:()=>$(R.url),iframe:Le};var Fe=150;async function We(){let e=s(globalThis.speechSynthesis),t=e.getVoices().length;return t>0?t:(await new Promise(n=>{e.addEventListener("voiceschanged",n,{once:!0}),setTimeout(n,Fe)}),e.getVoices().length)}var z={media_devices:async()=>(await s(navigator.mediaDevices,!0).enumerateDevices()).length,voices:We,mime_types:()=>navigator.mimeTypes.length};function He(e){return/\n\s+at /.test(e.stack??"")?"v8":"lineNumber"in e?"gecko":"line"in e||/@/.test(e.stack??"")?"webkit":"unknown"}function Ge(e){try{return String(e.member)}catch(t){return t.message}}var q={eval_length:()=>eval.toString().length,stack_style:()=>He(new Error),function_to_string:()=>Function.prototype.toString.call(Function.prototype.toString),null_property:()=>Ge(null)};var Ue=["Segoe UI","Segoe UI Variable","Calibri","Cambria Math","Consolas","Bahnschrift","MS Gothic","Tahoma","Sitka Text","Helvetica Neue","Menlo","Monaco","Geneva","Lucida Grande","Avenir Next","Apple Color Emoji","Hiragino Sans","PingFang SC","Chalkboard SE","Roboto","Noto Color Emoji","Droid Sans","Dancing Script","Cutive Mono","Google Sans","SamsungOne","DejaVu Sans","Liberation Sans","Ubuntu","Cantarell","Noto Sans","Nimbus Sans","FreeSans","Droid Sans Fallback","Arial","Times New Roman","Courier New","Georgia","Comic Sans MS","Impact","Arimo","Microsoft YaHei"],Ve="mwWil1@&0",K=["monospace","serif"];function Y(){let e=s(document.createElement("canvas").getContext("2d")),t=r=>(e.font=`72px ${r}`,e.measureText(Ve).width),n=K.map(t);return Ue.filter(r=>K.some((o,a)=>t(`"${r}",${o}`)!==n[a]))}function S(e){let t=2166136261,n=2654435769;for(let r=0;r<e.length;r++){let o=e.charCodeAt(r);t=Math.imul(t^o,16777619),n=Math.imul(n^o^t>>>13,2246822507)}return J(n)+J(t)}function J(e){return(e>>>0).toString(16).padStart(8,"0")}var X=180,Z=40;function $e(){let e=document.createElement("canvas");e.width=X,e.height=Z;let t=s(e.getContext("2d",{willReadFrequently:!0}));return t.textBaseline="alphabetic",t.fillStyle="#f60",t.fillRect(70,4,62,20),t.fillStyle="#069",t.font='13px "Times New Roman"',t.fillText("Cwm fjordbank 😃",2,16),t.globalCompositeOperation="multiply",t.fillStyle="rgb(255 0 255)",t.arc(40,24,14,0,Math.PI*2),t.arc(40,24,7,0,Math.PI*2),t.fill("evenodd"),t}function Be(e){return S(String.fromCharCode(...e.getImageData(0,0,X,Z).data))}function ze(){let e=document.createElement("canvas");e.width=e.height=16;let t=s(e.getContext("2d",{willReadFrequently:!0}));t.fillStyle="#336699",t.fillRect(0,0,16,16);let{data:n}=t.getImageData(0,0,16,16),r=[51,102,153,255];return n.some((o,a)=>o!==r[a&3])}async function qe(){let e=new(s(globalThis.OfflineAudioContext))(1,5e3,44100),t=e.createOscillator();t.type="triangle",t.frequency.value=1e4;let n=e.createDynamicsCompressor();n.threshold.value=-50,n.knee.value=40,n.ratio.value=12,n.attack.value=0,n.release.value=.25,t.connect(n),n.connect(e.destination),t.start(0);let o=(await e.startRendering()).getChannelData(0).subarray(4500);if(o.every(a=>a===0))throw new i("blocked");return S(o.join())}function Ke(){let e=[Math.tan(-1e300),Math.sin(Math.PI*1e10),Math.cos(1e17),Math.exp(100),Math.expm1(10),Math.sinh(492),Math.cosh(1.5),Math.tanh(.123),Math.asinh(1e300),Math.acosh(1e308),Math.atanh(.5),Math.log1p(.3),Math.cbrt(100),Math.pow(Math.PI,-100),Math.atan2(1e-310,2)];return S(e.join())}var Q={canvas:()=>Be($e()),canvas_noise:ze,audio:qe,math:Ke};function b(e){return matchMedia(`(${e})`).matches}function P(e,t){let n=t.find(r=>b(`${e}:${r}`));if(n===void 0)throw new i("unsupported");return n}var ee=["fine","coarse","none"],te={prefers_dark:()=>b("prefers-color-scheme:dark"),prefers_reduced_motion:()=>b("prefers-reduced-motion:reduce"),pointer:()=>P("pointer",ee),any_pointer:()=>P("any-pointer",ee),hover:()=>b("hover:hover"),any_hover:()=>b("any-hover:hover"),color_gamut:()=>P("color-gamut",["rec2020","p3","srgb"]),touch_events:()=>"ontouchstart"in window};var ne={platform_version:"platformVersion",architecture:"architecture",bitness:"bitness",model:"model",wow64:"wow64",form_factors:"formFactors"};function re(e){return e.map(t=>[t.brand,t.version])}async function Ye(){let e=s(m().userAgentData,!0),t=await y(e.getHighEntropyValues([...Object.values(ne),"fullVersionList"])),n={};for(let[r,o]of Object.entries(ne))n[r]="error"in t?t:t[o]??{error:"unsupported"};return{brands:re(e.brands),mobile:e.mobile,platform:e.platform,...n,full_version_list:"error"in t?t:t.fullVersionList?re(t.fullVersionList):{error:"unsupported"}}}function m(){return navigator}function Je(){if(!("doNotTrack"in navigator))throw new i("unsupported");return navigator.doNotTrack}var oe={user_agent:()=>navigator.userAgent,app_version:()=>navigator.appVersion,platform:()=>navigator.platform,vendor:()=>navigator.vendor,product_sub:()=>navigator.productSub,oscpu:()=>m().oscpu,build_id:()=>m().buildID,language:()=>navigator.language,languages:()=>[...navigator.languages],hardware_concurrency:()=>navigator.hardwareConcurrency,device_memory:()=>s(m().deviceMemory,!0),max_touch_points:()=>navigator.maxTouchPoints,webdriver:()=>navigator.webdriver,pdf_viewer_enabled:()=>navigator.pdfViewerEnabled,cookie_enabled:()=>navigator.cookieEnabled,do_not_track:Je,global_privacy_control:()=>m().globalPrivacyControl,connection_rtt:()=>m().connection?.rtt,user_agent_data:Ye};var ae=()=>Array.from(navigator.plugins,e=>e.name);var ie=`jIterator.map
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
aDeviceMotionEvent`;function Ze(e){try{return et[e[0]](e.slice(1))}catch{return!1}}function Qe(e){return e.split(".").reduce((t,n)=>t[n],globalThis)}function O(e){let t=e.lastIndexOf(".");return[t<0?globalThis:Qe(e.slice(0,t)),e.slice(t+1)]}var et={a(e){let[t,n]=O(e);return n in(typeof t=="function"?t.prototype:t)},s(e){let[t,n]=O(e);return n in t},j(e){let[t,n]=O(e);return n in t||!!t.prototype&&n in t.prototype},c(e){let[t,n]=e.split(": ");return CSS.supports(t,n)},l(e){return[`:${e}`,`::${e}`,`:${e}(a)`,`::${e}(a)`].some(t=>CSS.supports(`selector(${t})`))}};function tt(e){let t=new Uint8Array(Math.ceil(e.length/8));return e.forEach((n,r)=>{n&&(t[r>>3]|=128>>(r&7))}),btoa(String.fromCharCode(...t))}var se={set:()=>"1",bits:()=>tt(ie.split(`
`).map(Ze))};var ce={width:()=>screen.width,height:()=>screen.height,avail_width:()=>screen.availWidth,avail_height:()=>screen.availHeight,color_depth:()=>screen.colorDepth,pixel_ratio:()=>devicePixelRatio,inner_width:()=>innerWidth,inner_height:()=>innerHeight,outer_width:()=>outerWidth,outer_height:()=>outerHeight,orientation:()=>screen.orientation?.type};var nt={Navigator:["userAgent","platform","vendor","webdriver","languages","plugins","hardwareConcurrency","deviceMemory","maxTouchPoints","userAgentData","permissions"],NavigatorUAData:["brands","platform"],Screen:["width","height","colorDepth"],HTMLIFrameElement:["contentWindow"]},rt={Function:["toString"],Permissions:["query"],NavigatorUAData:["getHighEntropyValues"],HTMLMediaElement:["canPlayType"],HTMLCanvasElement:["toDataURL","getContext"],CanvasRenderingContext2D:["getImageData","measureText"],WebGLRenderingContext:["getParameter"],WebGL2RenderingContext:["getParameter"],AudioBuffer:["getChannelData"],Date:["getTimezoneOffset"],"Intl.DateTimeFormat":["resolvedOptions"],Element:["attachShadow"],MediaDevices:["enumerateDevices"]};function ot(e){let t=e.split(".").reduce((n,r)=>n?.[r],globalThis);return typeof t=="function"?t.prototype:void 0}function*le(e,t){for(let[n,r]of Object.entries(e)){let o=ot(n);if(o)for(let a of r)Object.getOwnPropertyDescriptor(o,a)&&!t(o,a)&&(yield`${n}.${a}`)}}function at(){let e=Function.prototype.toString,t=h().contentWindow?.Function.prototype.toString;return t?[e,t]:[e]}function it(){let e=at(),t=(r,o)=>{let a=Object.getOwnPropertyDescriptor(r,o)?.get;return!!a&&g(a,o,e)&&N(a,r)},n=(r,o)=>g(Object.getOwnPropertyDescriptor(r,o)?.value,o,e);return[...le(nt,t),...le(rt,n)]}var ue={functions:it,navigator_properties:()=>Object.getOwnPropertyNames(navigator),screen_properties:()=>Object.getOwnPropertyNames(screen),frame_properties:()=>Object.getOwnPropertyNames(h())};var pe={name:()=>Intl.DateTimeFormat().resolvedOptions().timeZone,offset_minutes:()=>new Date().getTimezoneOffset(),locale:()=>Intl.DateTimeFormat().resolvedOptions().locale};var me={contexts:B,counts:z,navigator:oe,hashes:Q,automation:L,screen:ce,webgl:V,probes:se,tampering:ue,errors:q,timezone:pe,media:te,codecs:H,plugins:ae,chrome_object:()=>v(),chrome_properties:W,brand_objects:F,fonts:Y};var de=1e3,st=12;function ct(){return new Promise(e=>{let{port1:t,port2:n}=new MessageChannel;t.onmessage=()=>{t.close(),e()},n.postMessage(null)})}async function lt(e,t){let n=performance.now(),r={error:"timeout"},o,a=new Promise(_=>{o=setTimeout(_,t,r)}),l=n,c=[],u=async(_,C)=>{for(let[E,T]of Object.entries(_)){if(typeof T!="function"){await u(T,C[E]={});continue}performance.now()-l>st&&(await ct(),l=performance.now());let k=performance.now()-n>=t?r:p(T);if(C[E]=k,k instanceof Promise){let fe=Promise.race([y(k),a]);c.push(fe.then(he=>{C[E]=he}))}}},D={};return await u(e,D),await Promise.all(c),clearTimeout(o),D}async function M({budget:e=de}={}){let t=performance.now();try{let n=await lt(me,e),r=Math.round(performance.now()-t);return{collector:"1",collected_at:Date.now(),duration_ms:r,...n}}finally{G()}}var x=class extends Error{constructor(n,r){super(r.detail??r.title??`the service answered ${n}`);d(this,"status",n);d(this,"problem",r);this.name="ClassifyError"}},ut={endpoint:""},pt=[404,405];async function mt(e,t){try{let n=await fetch(`${e}/api/v1/nonce`,{cache:"no-store",signal:t});if(!n.ok)return{};let{nonce:r}=await n.json();return typeof r=="string"?{nonce:r}:{}}catch{return{}}}async function ge(e,t,n){return fetch(e,{method:"POST",headers:{"content-type":"application/json"},body:t,cache:"no-store",signal:n})}async function dt(e={}){let{endpoint:t=ut.endpoint,signal:n,request:r}=e,[o,a]=await Promise.all([mt(t,n),e.browser??M(e)]),l=JSON.stringify({...r,browser:{...a,...o}}),c=await ge(`${t}/api/v1/inspect`,l,n);pt.includes(c.status)&&(c=await ge(`${t}/api/v1/classify`,l,n));let u=await c.json().catch(()=>({}));if(!c.ok)throw new x(c.status,u);return u}function jn(e){R.url=e}export{x as ClassifyError,de as DEFAULT_BUDGET_MS,dt as classify,M as collect,jn as setWorkerScript};
