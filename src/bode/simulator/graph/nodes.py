"""Fields that the platform's nodes have too, but of which the simulator has nothing to show."""

from __future__ import annotations

ACCOUNT = (
    "disable_marketing_messages_on_cloud_api", "health_status", "on_behalf_of_business_info",
    "marketing_messages_lite_api_status", "marketing_messages_onboarding_status", "subscribed_apps",
    "analytics", "conversation_analytics", "pricing_analytics", "template_analytics",
    "phone_numbers", "message_templates", "primary_funding_id", "purchase_order_number",
)  # fmt: skip
NUMBER = (
    "certificate", "conversational_automation", "country_code", "country_dial_code",
    "eligibility_for_api_business_global_search", "health_status", "is_on_biz_app",
    "is_preverified_number", "last_onboarded_time", "messaging_limit_tier", "new_certificate",
    "new_display_name", "new_name_status", "search_visibility", "username",
    "whatsapp_business_profile",
)  # fmt: skip
PROFILE = (
    "about", "address", "description", "email", "messaging_product", "profile_picture_url",
    "websites",
)  # fmt: skip
SETTINGS = ("calling", "payload_encryption", "user_identity_change")
COMMERCE = ("catalog_id",)
QR_CODE = ("creation_time", "qr_image_url")
TEMPLATE = (
    "correct_category", "cta_url_link_tracking_opted_out", "degrees_of_freedom_spec",
    "last_updated_time", "library_template_name", "message_send_ttl_seconds",
    "previous_category", "quality_score", "rejected_reason", "sub_category",
)  # fmt: skip
