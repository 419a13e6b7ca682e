"""Every page's address; each app names its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("daihoi.home.urls")),
    path("tai-khoan/", include("daihoi.accounts.urls")),
    path("hop-thu/", include("daihoi.notifications.urls")),
    path("truc-tiep/", include("daihoi.live.urls")),
    path("to-chuc/", include("daihoi.organizations.urls")),
    path("dai-hoi/", include("daihoi.congresses.urls")),
    path("van-kien/", include("daihoi.documents.urls")),
]
