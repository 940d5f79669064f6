"""What the host of the server may look after: logins and unions, nothing a union keeps."""

from django.contrib import admin

from unions.models import Region, Union, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Logins: close one, open one again."""

    list_display = ("email", "is_active", "is_staff", "created_at")
    search_fields = ("email",)
    fields = ("email", "language", "is_active", "is_staff")


@admin.register(Union)
class UnionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Unions of this instance."""

    list_display = ("name", "slug", "region", "state")


admin.site.register(Region)
