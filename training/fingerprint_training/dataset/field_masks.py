"""Columns that come and go together because a source or a client leaves the field out."""

from collections.abc import Sequence

import numpy as np

from fingerprint_training.arrays import Integers
from fingerprint_training.dataset.known_stacks import COUNT_COLUMNS

FIELD_PREFIXES = [
    (
        *("tls.cipher_", "tls.ciphers_known", "tls.order_", "tls.first_cipher"),
        "tls.renegotiation_cipher",
    ),
    ("tls.extension_", "tls.extensions_known"),
    ("tls.group_", "tls.groups_known", "tls.first_group"),
    ("tls.signature_", "tls.signatures_known", "tls.first_signature"),
    ("tls.alpn_",),
    ("tls.highest_version_",),
    ("tls.version_", "tls.versions_known"),
    ("tls.point_format_",),
    ("http2.setting_",),
    ("http2.window_",),
    ("http2.pseudo_",),
    ("tcp.window_",),
    ("tcp.time_to_live_",),
    ("tcp.layout_",),
    ("tls.certificate_compression_",),
    ("tls.order_",),
    ("http.accept_",),
    ("http.languages_",),
    ("http.encoding",),
    ("http.fetch_",),
    ("http.sends_",),
    ("client_hints.brand",),
    ("client_hints.platform_",),
    ("client_hints.mobile",),
    ("browser.vendor_",),
    ("browser.product_sub",),
    ("browser.eval_length", "browser.errors_"),
    ("browser.chrome_object",),
    ("browser.oscpu", "browser.build_id"),
    ("browser.brand_objects_known", "browser.object_"),
    ("browser.user_agent_data_known", "browser.brand", "browser.data_"),
    ("browser.brand",),
    ("browser.data_platform_",),
    ("browser.platform_",),
    ("browser.hardware_concurrency",),
    ("browser.device_memory",),
    ("browser.touch",),
    ("browser.screen_", "browser.color_depth_", "browser.pixel_ratio"),
    ("browser.gpu_",),
    ("browser.fonts_",),
    ("browser.codec_",),
    ("browser.plugins_", "browser.pdf_viewer"),
    ("browser.pointer_", "browser.hover", "browser.touch_events"),
]


def field_masks(columns: Sequence[str]) -> list[Integers]:
    """The columns of each field, by number; how many entries a list has belongs to no field."""
    return [
        np.array(
            [
                index
                for index, column in enumerate(columns)
                if column.startswith(prefixes) and column not in COUNT_COLUMNS
            ]
        )
        for prefixes in FIELD_PREFIXES
    ]
