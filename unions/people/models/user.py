"""The login: one per human per instance, in no union, never a unit of counting."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from unions.tenancy.ids import uuid7


class UserManager(BaseUserManager["User"]):
    """Makes logins; the e-mail address is folded to lower case."""

    def create_user(self, email: str, password: str | None = None) -> "User":
        """A login; without a password the person signs in by code or passkey."""
        user = self.model(email=email.strip().lower())
        if password is None:
            user.set_unusable_password()
        else:
            user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None) -> "User":
        """The host of the server: may enter the admin."""
        user = self.create_user(email, password)
        user.is_staff = user.is_superuser = True
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """How someone signs in; names and all else personal stand in the unions' own rows."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=8, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    def __str__(self) -> str:
        """The address they sign in with."""
        return self.email
