"use strict";(()=>{var Se=Object.defineProperty;var xe=(e,n,t)=>n in e?Se(e,n,{enumerable:!0,configurable:!0,writable:!0,value:t}):e[n]=t;var d=(e,n,t)=>xe(e,typeof n!="symbol"?n+"":n,t);var i=class extends Error{constructor(t){super(t);d(this,"fault",t)}},_e=["SecurityError","NotAllowedError","InvalidAccessError"];function I(e){if(e instanceof i)return{error:e.fault};let n=e?.name;return{error:_e.includes(String(n))?"blocked":"failed"}}function L(e){return e===void 0?{error:"unsupported"}:e}function p(e){try{return L(e())}catch(n){return I(n)}}async function y(e){try{return L(await e)}catch(n){return I(n)}}function v(e){let n={};for(let t of Object.keys(e))n[t]=p(e[t]);return n}function s(e,n=!1){if(e!=null)return e;throw new i(n&&!isSecureContext?"insecure_context":"unsupported")}var Ce=["length","name"];function Te(e,n,t){let r=t.call(e).replace(/\s+/g," ");return r===`function ${n}() { [native code] }`||r===`function get ${n}() { [native code] }`}function ke(e){let n=Object.getPrototypeOf(e);try{Object.setPrototypeOf(e,Object.create(e))}catch{return!1}return Object.setPrototypeOf(e,n),!0}function g(e,n,t){if(typeof e!="function")return!1;let r=e;return t.every(o=>Te(r,n,o))&&Object.getOwnPropertyNames(r).every(o=>Ce.includes(o))&&!ke(r)}function F(e,n){try{return e.call(n),!1}catch{return!0}}var Ee=/^(\$?cdc_|\$chrome_asyncScriptInfo|\$wdc_|__\$?webdriver|_+selenium|__fxdriver|__driver_|__lastWatir|callSelenium|calledSelenium|_Selenium|_WEBDRIVER|webdriver$|domAutomation|__?phantom|callPhantom|slimer|__nightmare|nightmare$|__playwright|__pw|playwright|__puppeteer|puppeteer|__pptr|awesomium$|CefSharp$|RunPerfTest$|fmget_targets$|geb$|spawn$|emit$|wdioElectron$|__stagehand|__browser_use|ulixee|_?Sequentum)/i,W=32,Re=64;function Pe(e){return e.filter(n=>Ee.test(n)).slice(0,W).map(n=>n.slice(0,Re))}function Oe(){let e=Pe([...Object.getOwnPropertyNames(window),...Object.getOwnPropertyNames(document)]);return String(window.external).includes("Sequentum")&&e.push("external.Sequentum"),e}function Me(){return document.documentElement.getAttributeNames().filter(e=>/selenium|driver|phantom|nightmare/i.test(e)).slice(0,W)}function De(e=navigator,n=Navigator.prototype){if(Object.getOwnPropertyDescriptor(e,"webdriver"))return"own_property";let t=Object.getOwnPropertyDescriptor(n,"webdriver");return t?g(t.get,"webdriver",[Function.prototype.toString])?"native":"altered":"missing"}function je(){let e=Error;if(!("captureStackTrace"in e)||!/\n\s+at /.test(new Error().stack??""))throw new i("unsupported");let n=Object.getOwnPropertyDescriptor(e,"prepareStackTrace"),t=!1;Object.defineProperty(e,"prepareStackTrace",{value:()=>(t=!0,""),configurable:!0,writable:!0});try{console.log(new Error(""))}finally{n?Object.defineProperty(e,"prepareStackTrace",n):delete e.prepareStackTrace}return t}var H={globals:Oe,document_attributes:Me,notification_permission:()=>s(globalThis.Notification,!0).permission,permission_state:async()=>(await s(navigator.permissions,!0).query({name:"notifications"})).state,webdriver_descriptor:()=>De(),devtools_protocol:je};var Ae=["navigator.brave","navigator.duckduckgo","opr","yandex","safari","ApplePaySession","GestureEvent","InstallTrigger","mozInnerScreenX","webkit.messageHandlers","ReactNativeWebView","flutter_inappwebview","cordova","ucweb","MiuiBrowser","process.versions.electron"];function Ne(e){let n=globalThis;for(let t of e.split(".")){if(n==null||!(t in Object(n)))return!1;n=n[t]}return!0}var G=()=>Ae.filter(Ne);var S=(e=globalThis)=>typeof e.chrome=="object",U=()=>{let{chrome:e}=globalThis;return typeof e=="object"&&e?Object.keys(e):[]};var Ie={h264:'video/mp4; codecs="avc1.42E01E"',hevc:'video/mp4; codecs="hvc1.1.6.L93.B0"',vp8:'video/webm; codecs="vp8"',vp9:'video/webm; codecs="vp9"',av1:'video/mp4; codecs="av01.0.00M.08"',theora:'video/ogg; codecs="theora"',hls:"application/vnd.apple.mpegurl",aac:'audio/mp4; codecs="mp4a.40.2"',ac3:'audio/mp4; codecs="ac-3"',mp3:"audio/mpeg",opus:'audio/webm; codecs="opus"',vorbis:'audio/ogg; codecs="vorbis"',flac:"audio/flac",wav:'audio/wav; codecs="1"',matroska:'video/x-matroska; codecs="avc1.42E01E"'};function $(){let e=document.createElement("video"),n=Object.entries(Ie).map(([t,r])=>[t,e.canPlayType(r)]);return Object.fromEntries(n)}var f;function b(){if(f?.isConnected)return f;let e=document.createElement("iframe");return e.hidden=!0,e.tabIndex=-1,e.setAttribute("aria-hidden","true"),e.srcdoc="",s(document.body??document.documentElement).append(e),f=e,e}function V(){f?.remove(),f=void 0}function x(e){let{navigator:n}=e,t=n;return v({user_agent:()=>n.userAgent,platform:()=>n.platform,language:()=>n.language,languages:()=>[...n.languages],hardware_concurrency:()=>n.hardwareConcurrency,device_memory:()=>t.deviceMemory,webdriver:()=>n.webdriver,brands:()=>t.userAgentData?.brands.map(r=>[r.brand,r.version]),ua_data_platform:()=>t.userAgentData?.platform,timezone:()=>e.Intl.DateTimeFormat().resolvedOptions().timeZone,function_to_string:()=>e.Function.prototype.toString.call(e.Function.prototype.toString)})}var Le=/^(webkit|mozilla)/i;function O(e){let n=e.getContext("webgl"),t=()=>{if(!n)throw new i("unsupported");return n},r=l=>String(t().getParameter(t()[l])),o=l=>{let c=r(l);if(!Le.test(c))return c;let u=t().getExtension("WEBGL_debug_renderer_info");if(!u)throw new i("blocked");return String(t().getParameter(u[`UNMASKED_${l}_WEBGL`]))},a=v({vendor:()=>o("VENDOR"),renderer:()=>o("RENDERER"),masked_vendor:()=>r("VENDOR"),masked_renderer:()=>r("RENDERER"),extension_count:()=>t().getSupportedExtensions()?.length,max_texture_size:()=>t().getParameter(t().MAX_TEXTURE_SIZE)});return n?.getExtension("WEBGL_lose_context")?.loseContext(),a}var B=()=>O(document.createElement("canvas"));var z="fingerprint-collector";function Fe(){let{vendor:e,renderer:n}=typeof OffscreenCanvas=="function"?O(new OffscreenCanvas(1,1)):{vendor:{error:"unsupported"},renderer:{error:"unsupported"}};return{...x(globalThis),webgl_vendor:e,webgl_renderer:n}}function q(){return typeof document<"u"||self.name!==z?!1:(globalThis.postMessage(Fe()),!0)}function We(e){let n={name:z};if(new URL(e,location.href).origin===location.origin)return new Worker(e,n);let t=`importScripts(${JSON.stringify(e)})`,r=URL.createObjectURL(new Blob([t],{type:"text/javascript"})),o=new Worker(r,n);return setTimeout(()=>URL.revokeObjectURL(r),1e4),o}async function K(e){if(typeof Worker!="function")throw new i("unsupported");let n=We(e);try{return await new Promise((t,r)=>{n.onmessage=o=>t(o.data),n.onerror=()=>r(new i("blocked"))})}finally{n.terminate()}}var M={url:"/collector.js"};function He(){let e=b().contentWindow;return{...x(e),chrome_object:p(()=>S(e)),self_is_window:p(()=>e.self===e&&e.parent===window&&e!==window)}}var Y={worker:()=>K(M.url),iframe:He};var Ge=150;async function Ue(){let e=s(globalThis.speechSynthesis),n=e.getVoices().length;return n>0?n:(await new Promise(t=>{e.addEventListener("voiceschanged",t,{once:!0}),setTimeout(t,Ge)}),e.getVoices().length)}var J={media_devices:async()=>(await s(navigator.mediaDevices,!0).enumerateDevices()).length,voices:Ue,mime_types:()=>navigator.mimeTypes.length};function $e(e){return/\n\s+at /.test(e.stack??"")?"v8":"lineNumber"in e?"gecko":"line"in e||/@/.test(e.stack??"")?"webkit":"unknown"}function Ve(e){try{return String(e.member)}catch(n){return n.message}}var X={eval_length:()=>eval.toString().length,stack_style:()=>$e(new Error),function_to_string:()=>Function.prototype.toString.call(Function.prototype.toString),null_property:()=>Ve(null)};var Be=["Segoe UI","Segoe UI Variable","Calibri","Cambria Math","Consolas","Bahnschrift","MS Gothic","Tahoma","Sitka Text","Helvetica Neue","Menlo","Monaco","Geneva","Lucida Grande","Avenir Next","Apple Color Emoji","Hiragino Sans","PingFang SC","Chalkboard SE","Roboto","Noto Color Emoji","Droid Sans","Dancing Script","Cutive Mono","Google Sans","SamsungOne","DejaVu Sans","Liberation Sans","Ubuntu","Cantarell","Noto Sans","Nimbus Sans","FreeSans","Droid Sans Fallback","Arial","Times New Roman","Courier New","Georgia","Comic Sans MS","Impact","Arimo","Microsoft YaHei"],ze="mwWil1@&0",Z=["monospace","serif"];function Q(){let e=s(document.createElement("canvas").getContext("2d")),n=r=>(e.font=`72px ${r}`,e.measureText(ze).width),t=Z.map(n);return Be.filter(r=>Z.some((o,a)=>n(`"${r}",${o}`)!==t[a]))}function _(e){let n=2166136261,t=2654435769;for(let r=0;r<e.length;r++){let o=e.charCodeAt(r);n=Math.imul(n^o,16777619),t=Math.imul(t^o^n>>>13,2246822507)}return ee(t)+ee(n)}function ee(e){return(e>>>0).toString(16).padStart(8,"0")}var ne=180,te=40;function qe(){let e=document.createElement("canvas");e.width=ne,e.height=te;let n=s(e.getContext("2d",{willReadFrequently:!0}));return n.textBaseline="alphabetic",n.fillStyle="#f60",n.fillRect(70,4,62,20),n.fillStyle="#069",n.font='13px "Times New Roman"',n.fillText("Cwm fjordbank 😃",2,16),n.globalCompositeOperation="multiply",n.fillStyle="rgb(255 0 255)",n.arc(40,24,14,0,Math.PI*2),n.arc(40,24,7,0,Math.PI*2),n.fill("evenodd"),n}function Ke(e){return _(String.fromCharCode(...e.getImageData(0,0,ne,te).data))}function Ye(){let e=document.createElement("canvas");e.width=e.height=16;let n=s(e.getContext("2d",{willReadFrequently:!0}));n.fillStyle="#336699",n.fillRect(0,0,16,16);let{data:t}=n.getImageData(0,0,16,16),r=[51,102,153,255];return t.some((o,a)=>o!==r[a&3])}async function Je(){let e=new(s(globalThis.OfflineAudioContext))(1,5e3,44100),n=e.createOscillator();n.type="triangle",n.frequency.value=1e4;let t=e.createDynamicsCompressor();t.threshold.value=-50,t.knee.value=40,t.ratio.value=12,t.attack.value=0,t.release.value=.25,n.connect(t),t.connect(e.destination),n.start(0);let o=(await e.startRendering()).getChannelData(0).subarray(4500);if(o.every(a=>a===0))throw new i("blocked");return _(o.join())}function Xe(){let e=[Math.tan(-1e300),Math.sin(Math.PI*1e10),Math.cos(1e17),Math.exp(100),Math.expm1(10),Math.sinh(492),Math.cosh(1.5),Math.tanh(.123),Math.asinh(1e300),Math.acosh(1e308),Math.atanh(.5),Math.log1p(.3),Math.cbrt(100),Math.pow(Math.PI,-100),Math.atan2(1e-310,2)];return _(e.join())}var re={canvas:()=>Ke(qe()),canvas_noise:Ye,audio:Je,math:Xe};function h(e){return matchMedia(`(${e})`).matches}function D(e,n){let t=n.find(r=>h(`${e}:${r}`));if(t===void 0)throw new i("unsupported");return t}var oe=["fine","coarse","none"],ae={prefers_dark:()=>h("prefers-color-scheme:dark"),prefers_reduced_motion:()=>h("prefers-reduced-motion:reduce"),pointer:()=>D("pointer",oe),any_pointer:()=>D("any-pointer",oe),hover:()=>h("hover:hover"),any_hover:()=>h("any-hover:hover"),color_gamut:()=>D("color-gamut",["rec2020","p3","srgb"]),touch_events:()=>"ontouchstart"in window};var ie={platform_version:"platformVersion",architecture:"architecture",bitness:"bitness",model:"model",wow64:"wow64",form_factors:"formFactors"};function se(e){return e.map(n=>[n.brand,n.version])}async function Ze(){let e=s(m().userAgentData,!0),n=await y(e.getHighEntropyValues([...Object.values(ie),"fullVersionList"])),t={};for(let[r,o]of Object.entries(ie))t[r]="error"in n?n:n[o]??{error:"unsupported"};return{brands:se(e.brands),mobile:e.mobile,platform:e.platform,...t,full_version_list:"error"in n?n:n.fullVersionList?se(n.fullVersionList):{error:"unsupported"}}}function m(){return navigator}function Qe(){if(!("doNotTrack"in navigator))throw new i("unsupported");return navigator.doNotTrack}var ce={user_agent:()=>navigator.userAgent,app_version:()=>navigator.appVersion,platform:()=>navigator.platform,vendor:()=>navigator.vendor,product_sub:()=>navigator.productSub,oscpu:()=>m().oscpu,build_id:()=>m().buildID,language:()=>navigator.language,languages:()=>[...navigator.languages],hardware_concurrency:()=>navigator.hardwareConcurrency,device_memory:()=>s(m().deviceMemory,!0),max_touch_points:()=>navigator.maxTouchPoints,webdriver:()=>navigator.webdriver,pdf_viewer_enabled:()=>navigator.pdfViewerEnabled,cookie_enabled:()=>navigator.cookieEnabled,do_not_track:Qe,global_privacy_control:()=>m().globalPrivacyControl,connection_rtt:()=>m().connection?.rtt,user_agent_data:Ze};var le=()=>Array.from(navigator.plugins,e=>e.name);var ue=`jIterator.map
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
aDeviceMotionEvent`;function nn(e){try{return rn[e[0]](e.slice(1))}catch{return!1}}function tn(e){return e.split(".").reduce((n,t)=>n[t],globalThis)}function j(e){let n=e.lastIndexOf(".");return[n<0?globalThis:tn(e.slice(0,n)),e.slice(n+1)]}var rn={a(e){let[n,t]=j(e);return t in(typeof n=="function"?n.prototype:n)},s(e){let[n,t]=j(e);return t in n},j(e){let[n,t]=j(e);return t in n||!!n.prototype&&t in n.prototype},c(e){let[n,t]=e.split(": ");return CSS.supports(n,t)},l(e){return[`:${e}`,`::${e}`,`:${e}(a)`,`::${e}(a)`].some(n=>CSS.supports(`selector(${n})`))}};function on(e){let n=new Uint8Array(Math.ceil(e.length/8));return e.forEach((t,r)=>{t&&(n[r>>3]|=128>>(r&7))}),btoa(String.fromCharCode(...n))}var pe={set:()=>"1",bits:()=>on(ue.split(`
`).map(nn))};var me={width:()=>screen.width,height:()=>screen.height,avail_width:()=>screen.availWidth,avail_height:()=>screen.availHeight,color_depth:()=>screen.colorDepth,pixel_ratio:()=>devicePixelRatio,inner_width:()=>innerWidth,inner_height:()=>innerHeight,outer_width:()=>outerWidth,outer_height:()=>outerHeight,orientation:()=>screen.orientation?.type};var an={Navigator:["userAgent","platform","vendor","webdriver","languages","plugins","hardwareConcurrency","deviceMemory","maxTouchPoints","userAgentData","permissions"],NavigatorUAData:["brands","platform"],Screen:["width","height","colorDepth"],HTMLIFrameElement:["contentWindow"]},sn={Function:["toString"],Permissions:["query"],NavigatorUAData:["getHighEntropyValues"],HTMLMediaElement:["canPlayType"],HTMLCanvasElement:["toDataURL","getContext"],CanvasRenderingContext2D:["getImageData","measureText"],WebGLRenderingContext:["getParameter"],WebGL2RenderingContext:["getParameter"],AudioBuffer:["getChannelData"],Date:["getTimezoneOffset"],"Intl.DateTimeFormat":["resolvedOptions"],Element:["attachShadow"],MediaDevices:["enumerateDevices"]};function cn(e){let n=e.split(".").reduce((t,r)=>t?.[r],globalThis);return typeof n=="function"?n.prototype:void 0}function*de(e,n){for(let[t,r]of Object.entries(e)){let o=cn(t);if(o)for(let a of r)Object.getOwnPropertyDescriptor(o,a)&&!n(o,a)&&(yield`${t}.${a}`)}}function ln(){let e=Function.prototype.toString,n=b().contentWindow?.Function.prototype.toString;return n?[e,n]:[e]}function un(){let e=ln(),n=(r,o)=>{let a=Object.getOwnPropertyDescriptor(r,o)?.get;return!!a&&g(a,o,e)&&F(a,r)},t=(r,o)=>g(Object.getOwnPropertyDescriptor(r,o)?.value,o,e);return[...de(an,n),...de(sn,t)]}var ge={functions:un,navigator_properties:()=>Object.getOwnPropertyNames(navigator),screen_properties:()=>Object.getOwnPropertyNames(screen),frame_properties:()=>Object.getOwnPropertyNames(b())};var fe={name:()=>Intl.DateTimeFormat().resolvedOptions().timeZone,offset_minutes:()=>new Date().getTimezoneOffset(),locale:()=>Intl.DateTimeFormat().resolvedOptions().locale};var be={contexts:Y,counts:J,navigator:ce,hashes:re,automation:H,screen:me,webgl:B,probes:pe,tampering:ge,errors:X,timezone:fe,media:ae,codecs:$,plugins:le,chrome_object:()=>S(),chrome_properties:U,brand_objects:G,fonts:Q};var pn=1e3,mn=12;function dn(){return new Promise(e=>{let{port1:n,port2:t}=new MessageChannel;n.onmessage=()=>{n.close(),e()},t.postMessage(null)})}async function gn(e,n){let t=performance.now(),r={error:"timeout"},o,a=new Promise(T=>{o=setTimeout(T,n,r)}),l=t,c=[],u=async(T,k)=>{for(let[E,R]of Object.entries(T)){if(typeof R!="function"){await u(R,k[E]={});continue}performance.now()-l>mn&&(await dn(),l=performance.now());let P=performance.now()-t>=n?r:p(R);if(k[E]=P,P instanceof Promise){let ye=Promise.race([y(P),a]);c.push(ye.then(ve=>{k[E]=ve}))}}},N={};return await u(e,N),await Promise.all(c),clearTimeout(o),N}async function C({budget:e=pn}={}){let n=performance.now();try{let t=await gn(be,e),r=Math.round(performance.now()-n);return{collector:"1",collected_at:Date.now(),duration_ms:r,...t}}finally{V()}}var w=class extends Error{constructor(t,r){super(r.detail??r.title??`the service answered ${t}`);d(this,"status",t);d(this,"problem",r);this.name="ClassifyError"}},A={endpoint:""},fn=[404,405];async function bn(e,n){try{let t=await fetch(`${e}/api/v1/nonce`,{cache:"no-store",signal:n});if(!t.ok)return{};let{nonce:r}=await t.json();return typeof r=="string"?{nonce:r}:{}}catch{return{}}}async function he(e,n,t){return fetch(e,{method:"POST",headers:{"content-type":"application/json"},body:n,cache:"no-store",signal:t})}async function we(e={}){let{endpoint:n=A.endpoint,signal:t,request:r}=e,[o,a]=await Promise.all([bn(n,t),e.browser??C(e)]),l=JSON.stringify({...r,browser:{...a,...o}}),c=await he(`${n}/api/v1/inspect`,l,t);fn.includes(c.status)&&(c=await he(`${n}/api/v1/classify`,l,t));let u=await c.json().catch(()=>({}));if(!c.ok)throw new w(c.status,u);return u}if(!q()){let{src:e}=globalThis.document?.currentScript??{};if(e){M.url=e;let{origin:n}=new URL(e);n!==location.origin&&(A.endpoint=n)}Object.assign(globalThis,{fingerprintApi:{classify:we,collect:C,ClassifyError:w}})}})();
